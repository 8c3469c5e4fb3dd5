package io.liveorigin.standalone.cli;

import io.liveorigin.standalone.process.StopSignal;
import io.liveorigin.standalone.text.ConsoleWriter;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;

/**
 * What a command gets from its process.
 *
 * @param out standard output, flushed at each line; invisible characters are escaped
 * @param err standard error, the same
 * @param environment environment variables
 * @param terminal whether {@code out} is a terminal, on which a line can be rewritten
 * @param clock the time
 * @param stop asked when the process must end
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
