package io.liveorigin.standalone.demo;

import java.nio.file.Path;

/**
 * The files with the credentials of a run, each readable by its owner only.
 *
 * @param root directory of the run
 */
public record DemoFiles(Path root) {
  /**
   * The credential file of all listeners; {@code origin credential} may add to it during the run.
   */
  public Path credentials() {
    return root.resolve("credentials.yaml");
  }

  /** The secret of the administrator of this run. */
  public Path adminToken() {
    return root.resolve("admin-token");
  }

  /** The secret of a pipeline's packagers. */
  public Path packagerToken(String pipeline) {
    return root.resolve("packager-" + pipeline + "-token");
  }
}
