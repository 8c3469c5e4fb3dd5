package io.liveorigin.standalone.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The configuration file of a part; {@link OptionDefaults} reads it. */
final class ConfigOption {
  static final String NAME = "--config";

  @Option(
      names = NAME,
      paramLabel = "FILE",
      description =
          "File with options of this command (YAML, names without dashes: 'port: 8081'; see"
              + " docs/examples). The command line takes precedence over the environment, and the"
              + " environment over the file. Read at the start.")
  private Optional<Path> file = Optional.empty();

  Optional<Path> file() {
    return file;
  }
}
