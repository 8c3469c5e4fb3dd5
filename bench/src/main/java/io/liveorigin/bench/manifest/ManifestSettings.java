package io.liveorigin.bench.manifest;

import io.liveorigin.bench.process.Tolerance;
import java.util.List;
import java.util.OptionalInt;

/**
 * Settings of the measurement of playlists.
 *
 * @param lines the number of lines of each playlist, at least one playlist; the storm is for the
 *     first
 * @param rounds the number of rounds of wrk; the rows take turns
 * @param seconds the length of a run
 * @param warmUpSeconds the warm-up of each row before the rounds
 * @param connections the number of connections of wrk
 * @param samples the number of segments after which new texts are timed
 * @param clients the number of clients whose requests are held
 * @param storms the number of storms on each side; the sides take turns
 * @param tolerance the disturbances that live traffic has to tolerate
 * @param server the core of the serving node
 * @param client the core of the load, the broker and ingest
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
