package io.liveorigin.standalone.cli;

import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.access.limit.CurrentLimits;
import io.liveorigin.access.limit.LimitsFile;
import io.liveorigin.contract.lifecycle.Closer;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The limits of tenants. */
final class LimitsOption {
  @Option(
      names = "--limits",
      paramLabel = "FILE",
      description =
          "Limits of the tenants (YAML: defaults, tenants). Read again when it changes;"
              + " without it, the standard limits apply.")
  private Optional<Path> file = Optional.empty();

  /**
   * Reads the file and follows it.
   *
   * @param closer closes the follower
   */
  CurrentLimits inForce(Closer closer) {
    if (file.isEmpty()) {
      return CurrentLimits.standard();
    }
    WatchedFiles<LimitsFile> watched = LimitsFile.watch(file.get());
    closer.add(watched);
    return CurrentLimits.of(watched);
  }
}
