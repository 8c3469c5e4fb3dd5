package io.liveorigin.standalone.cli;

import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.access.limit.LimitsFile;
import io.liveorigin.access.limit.LimitsInForce;
import io.liveorigin.contract.lifecycle.OpenParts;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much each tenant may have. */
final class LimitsOption {
  @Option(
      names = "--limits",
      paramLabel = "FILE",
      description =
          "How much each tenant may have (YAML: defaults, tenants). Read again when it changes;"
              + " without it the standard limits count.")
  private Optional<Path> file = Optional.empty();

  /**
   * Reads the file and follows it.
   *
   * @param open closes what follows it
   */
  LimitsInForce inForce(OpenParts open) {
    if (file.isEmpty()) {
      return LimitsInForce.standard();
    }
    WatchedFiles<LimitsFile> watched = LimitsFile.watch(file.get());
    open.add(watched);
    return LimitsInForce.of(watched);
  }
}
