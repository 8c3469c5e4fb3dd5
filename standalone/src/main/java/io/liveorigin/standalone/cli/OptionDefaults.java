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
 * Where options come from that are not on the command line: from the environment, {@code --kafka}
 * as ORIGIN_KAFKA, and then from the configuration file of the command, if it takes one. One call;
 * one thread.
 */
final class OptionDefaults implements IDefaultValueProvider {
  private static final String PREFIX = "ORIGIN_";

  private final Map<String, String> environment;
  private final Map<Path, ConfigFile> files = new HashMap<>();

  /** By the long name of an option: where its value came from, if not from the command line. */
  private final Map<String, String> places = new HashMap<>();

  OptionDefaults(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The variable of an option's long name. */
  static String variable(String option) {
    return PREFIX + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * Picocli's convention: null means that the option keeps the default it declares. Throws {@code
   * ParameterException} where the configuration file cannot be used.
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
    if (name.equals(ConfigOption.NAME) || helpIsAsked(option.command())) {
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
   * {@code "FILE: line 4: "}, or the variable of the environment, for an option that came from
   * there; else nothing.
   */
  String place(String option) {
    return places.getOrDefault(option, "");
  }

  private Optional<ConfigFile> file(CommandSpec command) {
    OptionSpec config = command.findOption(ConfigOption.NAME);
    if (config == null) {
      return Optional.empty();
    }
    // Picocli has read the command line, and asks for defaults afterwards, one by one.
    Optional<Path> given = config.getValue();
    return given
        .or(() -> Optional.ofNullable(environment.get(variable(ConfigOption.NAME))).map(Path::of))
        .map(path -> files.computeIfAbsent(path, missing -> ConfigFile.read(missing, command)));
  }

  private static boolean helpIsAsked(CommandSpec command) {
    return command.options().stream()
        .filter(OptionSpec::usageHelp)
        .anyMatch(help -> Boolean.TRUE.equals(help.getValue()));
  }
}
