package io.liveorigin.bench.get;

import java.util.List;
import java.util.OptionalInt;

/**
 * How the servers are compared.
 *
 * @param rows names of those that are run, see {@link Row}; empty is all of them
 * @param pairs runs of each server in a row, in turns
 * @param seconds of a run
 * @param warmUpSeconds of the origin before each row: its JVM compiles what it runs often
 * @param tryOutSeconds of each setting of the others before each row
 * @param server core of the server that is measured
 * @param client core of the load, and of whatever must run and does nothing
 */
public record GetSettings(
    List<String> rows,
    int pairs,
    int seconds,
    int warmUpSeconds,
    int tryOutSeconds,
    OptionalInt server,
    OptionalInt client) {
  public GetSettings {
    rows = List.copyOf(rows);
  }
}
