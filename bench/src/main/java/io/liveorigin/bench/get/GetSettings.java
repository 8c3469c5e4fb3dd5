package io.liveorigin.bench.get;

import io.liveorigin.bench.process.OriginPlan;
import java.util.List;
import java.util.OptionalInt;

/**
 * Settings of the comparison of the servers.
 *
 * @param rows names of the rows to run, see {@link Row}; empty for all of them
 * @param pairs the number of runs of each server in a row; the servers take turns
 * @param seconds the length of a run
 * @param warmUpSeconds the warm-up of the origin before each row, because a JVM compiles code that
 *     it runs often
 * @param tryOutSeconds the length of the trial of each setting of the peers before each row
 * @param server the core of the server that is measured
 * @param client the core of the load, and of processes that must run but are idle
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

  /** Returns the plan with the serving node on its core and the rest of the origin on the other. */
  OriginPlan pinned(OriginPlan plan) {
    return plan.allOn(client).on(OriginPlan.SERVING, server);
  }
}
