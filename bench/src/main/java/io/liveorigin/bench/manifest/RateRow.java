package io.liveorigin.bench.manifest;

import io.liveorigin.bench.peer.Wrk;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Ratios;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The resource that is requested, and the rates of its responses.
 *
 * @param form the form of the playlist; empty for the newest segment
 * @param bytes the size of the body
 * @param runs one run for each round
 */
record RateRow(ListedTrack track, Optional<Form> form, int bytes, List<Wrk.Result> runs) {
  static final String HEADER = "| | bytes | requests/s | GB/s | p99 ms | over the segment | bar |";

  private static final int BAR_LINES = 300;
  private static final Bar BAR = Bar.atLeast(0.9);

  static RateRow segment(ListedTrack track) {
    return new RateRow(track, Optional.empty(), ListedTrack.LIVE, new ArrayList<>());
  }

  static RateRow list(ListedTrack track, Form form, int bytes) {
    return new RateRow(track, Optional.of(form), bytes, new ArrayList<>());
  }

  String title() {
    return form.map(f -> track.title() + ", " + f.title()).orElse("segment");
  }

  /** Returns the path to request. That of the newest segment changes every two seconds. */
  String path() {
    return form.map(f -> f.path(track)).orElseGet(() -> track.path(track.newest()));
  }

  List<String> fields() {
    return form.map(Form::fields).orElse(List.of());
  }

  private Optional<Bar> bar() {
    return form.filter(f -> f == Form.PLAIN && track.lines() == BAR_LINES).map(f -> BAR);
  }

  /**
   * Returns the row of the table, with the ratios of this row's requests per second to those of the
   * segment, round by round.
   */
  String line(RateRow segment) {
    Ratios ratios = Ratios.of(runs, segment.runs, Wrk.Result::perSecond);
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,.0f | %.2f | %.1f | %s | %s |",
        title(),
        bytes,
        Ratios.median(runs, Wrk.Result::perSecond),
        Ratios.median(runs, Wrk.Result::gigabytesPerSecond),
        Ratios.median(runs, Wrk.Result::p99Millis),
        form.isEmpty() ? "" : ratios,
        bar().map(bar -> bar.verdict(ratios.median())).orElse(""));
  }
}
