package io.liveorigin.standalone.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options that are not on the command line: from the environment, {@code --kafka} as
 * ORIGIN_KAFKA, and then from the configuration file of the command, if it takes one. One call; one
 * thread.
 */
final class OptionDefaults implements IDefaultValueProvider {
  private static final String PREFIX = "ORIGIN_";

  private final Map<String, String> environment;
  private final Map<Path, ConfigFile> files = new HashMap<>();

  /**
   * The place that the value of an option came from, if not from the command line, by the option's
   * long name.
   */
  private final Map<String, String> places = new HashMap<>();

  OptionDefaults(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns the environment variable of an option, given the option's long name. */
  static String variable(String option) {
    return PREFIX + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the value from the environment or the file. By picocli's convention, null means that
   * the option keeps the default that it declares. Throws {@code ParameterException} if the
   * configuration file cannot be used.
   */
  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    String name = option.longestName();
    String said = environment.get(variable(name));
    if (said != null) {
      places.put(name, variable(name) + " in the environment: ");
      return said;
    }
    if (name.equals(ConfigOption.NAME) || helpIsRequested(option.command())) {
      return null;
    }
    Optional<ConfigFile> file = file(option.command());
    if (file.isEmpty()) {
      return null;
    }
    Optional<String> value = file.get().value(option);
    value.ifPresent(found -> places.put(name, file.get().place(name)));
    return value.orElse(null);
  }

  /**
   * Returns {@code "FILE: line 4: "}, or the environment variable, if the option's value came from
   * there; else an empty text.
   */
  String place(String option) {
    return places.getOrDefault(option, "");
  }

  private Optional<ConfigFile> file(CommandSpec command) {
    OptionSpec config = command.findOption(ConfigOption.NAME);
    if (config == null) {
      return Optional.empty();
    }
    // Picocli has read the command line, and requests defaults afterwards, one by one.
    Optional<Path> given = config.getValue();
    return given
        .or(() -> Optional.ofNullable(environment.get(variable(ConfigOption.NAME))).map(Path::of))
        .map(path -> files.computeIfAbsent(path, missing -> ConfigFile.read(missing, command)));
  }

  private static boolean helpIsRequested(CommandSpec command) {
    return command.options().stream()
        .filter(OptionSpec::usageHelp)
        .anyMatch(help -> Boolean.TRUE.equals(help.getValue()));
  }
}
