package io.liveorigin.standalone.cli;

import io.liveorigin.standalone.process.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;

/** Runs a command in this process and keeps what it prints. */
final class Terminal {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandContext context;

  Terminal() {
    this(Map.of());
  }

  Terminal(Map<String, String> environment) {
    this.context =
        new CommandContext(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            environment,
            false,
            Clock.systemUTC(),
            new StopSignal());
  }

  int run(String... args) {
    return OriginCommand.execute(context, args);
  }

  CommandContext surroundings() {
    return context;
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
