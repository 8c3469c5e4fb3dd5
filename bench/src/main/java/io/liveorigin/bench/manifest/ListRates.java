package io.liveorigin.bench.manifest;

import io.liveorigin.bench.peer.Wrk;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.traffic.LiveTraffic;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures, with wrk, requests for the segment and for each playlist in each form, in turns. */
final class ListRates {
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
  List<RateRow> run(List<ListedTrack> tracks, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<RateRow> rows = new ArrayList<>();
    rows.add(RateRow.segment(tracks.get(0)));
    for (ListedTrack track : tracks) {
      for (Form form : Form.values()) {
        rows.add(RateRow.list(track, form, check.check(track, form)));
      }
    }
    for (RateRow row : rows) {
      once(row, settings.warmUpSeconds());
    }
    for (int round = 0; round < settings.rounds(); round++) {
      for (RateRow row : rows) {
        row.runs().add(once(row, settings.seconds()));
        progress.accept(row.title() + " " + row.runs().get(round));
      }
    }
    for (RateRow row : rows) {
      if (row.form().isPresent()) {
        check.check(row.track(), row.form().get());
      }
    }
    return rows;
  }

  private Wrk.Result once(RateRow row, int seconds) throws IOException, InterruptedException {
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
    return origin.metrics().sum("serving_hot_answers_total");
  }
}
