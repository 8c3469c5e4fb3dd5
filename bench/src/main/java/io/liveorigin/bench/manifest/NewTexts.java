package io.liveorigin.bench.manifest;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.report.Ratios;
import io.liveorigin.bench.report.Table;
import io.liveorigin.bench.traffic.LiveTraffic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cost of generating a new playlist text, which the first request after a new segment bears.
 * Each form is requested twice by one connection, while there are no other requests.
 */
final class NewTexts {
  private static final double MILLIS = 1e6;

  /** The times of the first and the second response by sample, in milliseconds. */
  private record Times(List<Double> first, List<Double> again) {}

  private final OriginProcesses origin;
  private final int samples;
  private final LiveTraffic publisher;

  NewTexts(OriginProcesses origin, int samples, LiveTraffic publisher) {
    this.origin = origin;
    this.samples = samples;
    this.publisher = publisher;
  }

  /** Measures the tracks and returns the table in Markdown. */
  String run(List<ListedTrack> tracks) throws IOException, InterruptedException {
    Table table = new Table("| first request after a new segment, ms | first | again | new text |");
    for (ListedTrack track : tracks) {
      times(track)
          .forEach(
              (form, times) -> {
                double first = Ratios.median(times.first(), millis -> millis);
                double again = Ratios.median(times.again(), millis -> millis);
                table.line(
                    "| %s, %s | %.2f | %.2f | %.2f |",
                    track.title(), form.title(), first, again, first - again);
              });
    }
    return table.toString();
  }

  private Map<Form, Times> times(ListedTrack track) throws IOException, InterruptedException {
    Map<Form, Times> all = new EnumMap<>(Form.class);
    try (Connection serving = new Connection(origin.servingPort())) {
      for (int i = 0; i < samples; i++) {
        long before = track.newest();
        while (track.newest() == before) {
          publisher.check();
          HangLimit.pause();
        }
        // The request is held until the segment is decided; from then on the playlist lists it.
        serving.get(track.path(before + 1));
        for (Form form : Form.values()) {
          Times times =
              all.computeIfAbsent(form, f -> new Times(new ArrayList<>(), new ArrayList<>()));
          times.first().add(once(serving, track, form));
          times.again().add(once(serving, track, form));
        }
      }
    }
    return all;
  }

  private static double once(Connection serving, ListedTrack track, Form form) throws IOException {
    long start = System.nanoTime();
    int status = serving.get(form.path(track), form.fields(), Optional.empty()).status();
    Connection.require(status, 200, "GET " + form.path(track));
    return (System.nanoTime() - start) / MILLIS;
  }
}
