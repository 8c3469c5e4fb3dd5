package io.liveorigin.bench.manifest;

import io.liveorigin.bench.process.Tolerance;
import java.util.List;
import java.util.OptionalInt;

/**
 * How playlists are measured.
 *
 * @param lines of each list, at least one; the storm is for the first
 * @param rounds of wrk, of all rows in turns
 * @param seconds of a run
 * @param warmUpSeconds of each row before the rounds
 * @param connections of wrk
 * @param samples segments after which new texts are timed
 * @param clients that are held
 * @param storms of each side, in turns
 * @param tolerance what live traffic must stand
 * @param server core of the serving node
 * @param client core of the load, the broker and ingest
 */
public record ManifestSettings(
    List<Integer> lines,
    int rounds,
    int seconds,
    int warmUpSeconds,
    int connections,
    int samples,
    int clients,
    int storms,
    Tolerance tolerance,
    OptionalInt server,
    OptionalInt client) {
  public ManifestSettings {
    lines = List.copyOf(lines);
  }
}
