package io.liveorigin.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.cli.CommandContext;
import io.liveorigin.standalone.cli.OriginCommand;
import io.liveorigin.standalone.process.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The variables of the environment that a command reads, by what its help says. */
final class CommandVariables {
  private static final Pattern OPTION = Pattern.compile("(?m)^ +(?:-\\w, )?--([a-z][a-z-]+)");

  /** The starting script reads these for every command. */
  private static final Set<String> OF_THE_SCRIPT = Set.of("ORIGIN_JAVA_OPTS");

  private CommandVariables() {}

  static Set<String> of(String command) {
    StringWriter out = new StringWriter();
    CommandContext context =
        new CommandContext(
            new PrintWriter(out, true),
            new PrintWriter(out, true),
            Map.of(),
            false,
            Clock.systemUTC(),
            new StopSignal());
    assertThat(OriginCommand.execute(context, command, "--help")).isZero();
    Set<String> variables =
        OPTION
            .matcher(out.toString())
            .results()
            .map(option -> option.group(1).replace('-', '_').toUpperCase(Locale.ROOT))
            .map(name -> "ORIGIN_" + name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(variables).contains("ORIGIN_KAFKA", "ORIGIN_PORT");
    variables.addAll(OF_THE_SCRIPT);
    return variables;
  }
}
