package io.liveorigin.bench.manifest;

import io.liveorigin.bench.peer.Wrk;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Ratios;
import io.liveorigin.bench.traffic.LiveTraffic;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures, with wrk, requests for the segment and for each playlist in each form, in turns. */
final class ListRates {
  /**
   * The resource that is requested, and the rates of its responses.
   *
   * @param form the form of the playlist; empty for the newest segment
   * @param bytes the size of the body
   * @param runs one run for each round
   */
  record Row(ListedTrack track, Optional<Form> form, int bytes, List<Wrk.Result> runs) {
    static final String HEADER =
        "| | bytes | requests/s | GB/s | p99 ms | over the segment | bar |";

    private static final int BAR_LINES = 300;
    private static final Bar BAR = Bar.atLeast(0.9);

    static Row segment(ListedTrack track) {
      return new Row(track, Optional.empty(), ListedTrack.LIVE, new ArrayList<>());
    }

    static Row list(ListedTrack track, Form form, int bytes) {
      return new Row(track, Optional.of(form), bytes, new ArrayList<>());
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
     * Returns the row of the table, with the ratios of this row's requests per second to those of
     * the segment, round by round.
     */
    String line(Row segment) {
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

  private final OriginProcesses origin;
  private final Wrk wrk;
  private final ManifestRun.Settings settings;
  private final LiveTraffic publisher;
  private final PlaylistCheck check;

  ListRates(OriginProcesses origin, Wrk wrk, ManifestRun.Settings settings, LiveTraffic publisher) {
    this.origin = origin;
    this.wrk = wrk;
    this.settings = settings;
    this.publisher = publisher;
    this.check = new PlaylistCheck(origin.servingPort());
  }

  /**
   * Runs all rounds.
   *
   * @param progress receives each run
   * @return the rows, that of the segment first
   */
  List<Row> run(List<ListedTrack> tracks, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.segment(tracks.get(0)));
    for (ListedTrack track : tracks) {
      for (Form form : Form.values()) {
        rows.add(Row.list(track, form, check.check(track, form)));
      }
    }
    for (Row row : rows) {
      once(row, settings.warmUpSeconds());
    }
    for (int round = 0; round < settings.rounds(); round++) {
      for (Row row : rows) {
        row.runs().add(once(row, settings.seconds()));
        progress.accept(row.title() + " " + row.runs().get(round));
      }
    }
    for (Row row : rows) {
      if (row.form().isPresent()) {
        check.check(row.track(), row.form().get());
      }
    }
    return rows;
  }

  private Wrk.Result once(Row row, int seconds) throws IOException, InterruptedException {
    double before = fromMemory();
    String url = "http://127.0.0.1:" + origin.servingPort() + row.path();
    Wrk.Result result = wrk.run(url, row.fields(), settings.connections(), seconds);
    publisher.check();
    if (result.requests() == 0 || result.statusErrors() > 0 || result.socketErrors() > 0) {
      throw new OriginException(ErrorCode.INTERNAL, row.title() + " failed: " + result);
    }
    if (row.form().isEmpty() && fromMemory() - before < result.requests()) {
      throw new OriginException(ErrorCode.INTERNAL, "some segments did not come from memory");
    }
    return result;
  }

  private double fromMemory() throws IOException, InterruptedException {
    return origin.metrics().sum("serving_memory_responses_total");
  }
}
