package io.liveorigin.standalone.cli;

import io.liveorigin.standalone.process.StopSignal;
import io.liveorigin.standalone.text.ConsoleWriter;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;

/**
 * What a command gets from the process it runs in.
 *
 * @param out standard output, flushed by line; what cannot be seen is escaped
 * @param err standard error, the same
 * @param environment variables
 * @param terminal whether {@code out} is one: a line can be rewritten
 * @param clock the time
 * @param stop asked when the process is to end
 */
public record CommandContext(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    boolean terminal,
    Clock clock,
    StopSignal stop) {
  public CommandContext {
    out = new ConsoleWriter(out);
    err = new ConsoleWriter(err);
  }
}
