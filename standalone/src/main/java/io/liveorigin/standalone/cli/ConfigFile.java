package io.liveorigin.standalone.cli;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.ClosestWord;
import io.liveorigin.contract.json.FlatYaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The configuration file of one command: its keys are the names of the command's options, without
 * dashes. Immutable.
 */
final class ConfigFile {
  private static final String DASHES = "--";

  /** The label of the one option whose value is a text with commas for Kafka's clients as well. */
  private static final String BROKERS = "HOST:PORT";

  private final Path path;
  private final CommandSpec command;
  private final Map<String, FlatYaml.Entry> entries;

  private ConfigFile(Path path, CommandSpec command, Map<String, FlatYaml.Entry> entries) {
    this.path = path;
    this.command = command;
    this.entries = entries;
  }

  /**
   * Reads a file. Throws {@link ParameterException} with file, line and key if it cannot be used.
   */
  static ConfigFile read(Path path, CommandSpec command) {
    try {
      ConfigFile file = new ConfigFile(path, command, FlatYaml.read(InputFiles.bytes(path)));
      file.requireKnown();
      return file;
    } catch (OriginException e) {
      throw new ParameterException(command.commandLine(), path + ": " + e.getMessage(), e);
    } catch (InputException e) {
      throw new ParameterException(
          command.commandLine(), ConfigOption.NAME + ": " + e.getMessage(), e);
    }
  }

  /** Returns the keys that a file of the command may have, sorted. */
  static List<String> keys(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.usageHelp() && !option.hidden())
        .map(OptionSpec::longestName)
        .filter(name -> !name.equals(ConfigOption.NAME))
        .map(name -> name.substring(DASHES.length()))
        .sorted()
        .toList();
  }

  private void requireKnown() {
    List<String> known = keys(command);
    for (String key : entries.keySet()) {
      OptionSpec option = command.findOption(DASHES + key);
      if (option == null || option.usageHelp() || key.equals("config")) {
        throw refused(
            key,
            key
                + " is not an option of "
                + command.qualifiedName()
                + "; allowed are "
                + String.join(", ", known)
                + ClosestWord.hint(key, known));
      }
    }
  }

  /**
   * Returns the value of an option in the file, as it would be on the command line; empty if the
   * file does not have it.
   */
  Optional<String> value(OptionSpec option) {
    String key = option.longestName().substring(DASHES.length());
    FlatYaml.Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (!entry.single() && option.splitRegex().isEmpty() && !BROKERS.equals(option.paramLabel())) {
      throw refused(key, key + " must be a single text, not a list");
    }
    if (option.arity().max() == 0 && !Set.of("true", "false").contains(entry.text())) {
      throw refused(key, key + " must be true or false, but is '" + entry.text() + "'");
    }
    return Optional.of(entry.text());
  }

  /** {@code "FILE: line 4: "}. */
  String place(String option) {
    return path + ": line " + entries.get(option.substring(DASHES.length())).line() + ": ";
  }

  private ParameterException refused(String key, String detail) {
    return new ParameterException(command.commandLine(), place(DASHES + key) + detail);
  }
}
