package io.liveorigin.standalone.demo;

import java.nio.file.Path;

/**
 * Where the credentials of a run lie, each file readable by its owner alone.
 *
 * @param root directory of the run
 */
public record DemoFiles(Path root) {
  /** The credential file of all listeners; {@code origin credential} may add to it meanwhile. */
  public Path credentials() {
    return root.resolve("credentials.yaml");
  }

  /** The secret of whoever may administer this run. */
  public Path adminToken() {
    return root.resolve("admin-token");
  }

  /** The secret of a pipeline's packagers. */
  public Path packagerToken(String pipeline) {
    return root.resolve("packager-" + pipeline + "-token");
  }
}
