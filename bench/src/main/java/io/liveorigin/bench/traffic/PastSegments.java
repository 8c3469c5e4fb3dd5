package io.liveorigin.bench.traffic;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginProcesses;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Segments that are published long after they were due, so that they are in no memory. */
public final class PastSegments {
  /**
   * The distance to the live edge in segment numbers, behind every segment that is near it or
   * recent enough to be kept in memory.
   */
  private static final long BEHIND = 60;

  private static final int CHECKED = 10;

  private PastSegments() {}

  /** Returns the newest number that is in no memory. */
  public static long newest(LiveTrack track, Clock clock) {
    return track.schedule().liveEdge(clock.millis()) - BEHIND;
  }

  /**
   * PUTs numbers of each track, the newest first, waits until the last ones are served, and returns
   * the paths of all.
   *
   * @param tracks tracks of one event
   * @param count the number of segments of all tracks together
   */
  public static List<String> publish(
      OriginProcesses origin, List<LiveTrack> tracks, int count, Clock clock)
      throws IOException, InterruptedException {
    long newest = newest(tracks.get(0), clock);
    List<String> paths = new ArrayList<>();
    try (Connection ingest = new Connection(origin.ingestPort())) {
      for (int i = 0; i < count; i++) {
        LiveTrack track = tracks.get(i % tracks.size());
        long number = newest - i / tracks.size();
        ingest.store(track.path(number), track.segment(number));
        paths.add(track.path(number));
      }
    }
    try (Connection serving = new Connection(origin.servingPort())) {
      for (String path : paths.subList(Math.max(0, paths.size() - CHECKED), paths.size())) {
        serving.awaitFound(path);
      }
    }
    return paths;
  }
}
