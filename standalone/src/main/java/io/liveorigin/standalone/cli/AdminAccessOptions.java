package io.liveorigin.standalone.cli;

import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.serving.access.AdminAccess;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Options that say who may use the admin API. One of them is required, because nobody may use it by
 * default.
 */
final class AdminAccessOptions {
  @Option(
      names = "--admin-credentials",
      paramLabel = "FILE",
      description =
          "File of the credentials that may use the admin API, with the role viewer, operator"
              + " or admin (YAML; read again when it changes).")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--admin-open",
      description =
          "Lets every client that reaches the admin API do everything. For trying things out.")
  private boolean open;

  /**
   * The access that the options specify; it follows the file until it is closed.
   *
   * @param access access for the listener
   */
  record Opened(AdminAccess access, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  Opened open(Clock clock) {
    if (file.isPresent() && open) {
      throw new InputException(
          "--admin-credentials and --admin-open contradict each other: leave one of them out");
    }
    if (open) {
      return new Opened(new AdminAccess.Open(), () -> {});
    }
    Path credentials =
        file.orElseThrow(
            () ->
                new InputException(
                    "access to the admin API is not configured: give --admin-credentials FILE, or"
                        + " --admin-open to let in every client that reaches it"));
    WatchedFiles<CredentialVerifier> watched =
        CredentialVerifier.watch("admin-credentials", credentials, clock);
    return new Opened(new AdminAccess.Guarded(watched::now, watched::problem), watched::close);
  }
}
