package io.liveorigin.bench.manifest;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.report.Ratios;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The cost of generating a new playlist text, which the first request after a new segment bears.
 * Each form is requested twice by one connection, while there are no other requests.
 */
final class NewTexts {
  private static final double MILLIS = 1e6;
  private static final int OK = 200;

  /** The times of the first and the second response by sample, in milliseconds. */
  private record Times(List<Double> first, List<Double> again) {}

  private final OriginProcesses origin;
  private final int samples;
  private final LivePublisher publisher;

  NewTexts(OriginProcesses origin, int samples, LivePublisher publisher) {
    this.origin = origin;
    this.samples = samples;
    this.publisher = publisher;
  }

  /** Measures the tracks and returns the table in Markdown. */
  String run(List<ListedTrack> tracks) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "| first request after a new segment, ms | first | again | new text |\n"
                + "|---|---|---|---|\n");
    for (ListedTrack track : tracks) {
      times(track)
          .forEach(
              (form, times) -> {
                double first = Ratios.median(times.first());
                double again = Ratios.median(times.again());
                text.append(
                    String.format(
                        Locale.ROOT,
                        "| %s, %s | %.2f | %.2f | %.2f |%n",
                        track.title(),
                        form.title(),
                        first,
                        again,
                        first - again));
              });
    }
    return text.toString();
  }

  private Map<Form, Times> times(ListedTrack track) throws IOException {
    Map<Form, Times> all = new EnumMap<>(Form.class);
    try (Connection serving = new Connection(origin.servingPort())) {
      for (int i = 0; i < samples; i++) {
        long before = track.newest();
        while (track.newest() == before) {
          publisher.check();
          OriginProcesses.pause();
        }
        // The request is held until the segment is decided; from then on the playlist lists it.
        serving.get(track.path(before + 1), Optional.empty());
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
    if (status != OK) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the response to GET " + form.path(track) + " was " + status);
    }
    return (System.nanoTime() - start) / MILLIS;
  }
}
