package io.liveorigin.standalone.cli;

import picocli.CommandLine.Option;

/** {@code --help} of every command. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  boolean isRequested() {
    return help;
  }
}
