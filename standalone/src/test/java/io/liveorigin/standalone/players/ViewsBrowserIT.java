package io.liveorigin.standalone.players;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.contract.wire.ViewRecord.Kind;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.cmcd.ViewSettings;
import io.liveorigin.standalone.analyse.read.PublicTopics;
import io.liveorigin.standalone.analyse.read.TopicReader;
import io.liveorigin.standalone.analyse.report.Report;
import io.liveorigin.standalone.analyse.report.ReportText;
import io.liveorigin.standalone.analyse.report.Reporter;
import io.liveorigin.standalone.cdn.CdnOrigin;
import io.liveorigin.standalone.support.KafkaProbe;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * dash.js in Chromium watches an event and reports by CMCD version 2. Both pipelines lose the end
 * of a number; a's copies are served, and playback stops there. The stall shows up against a's
 * defective copies: in the topic, and in the report.
 */
@NeedsPlayers
class ViewsBrowserIT {
  private static final Path SEEN = Path.of("target", "players", "views");

  @TempDir Path directory;

  @Test
  void aStallAtADefectiveCopyShowsUpAgainstItsPipeline() {
    try (CdnOrigin origin =
            CdnOrigin.start(
                directory,
                CdnOrigin.event(),
                config ->
                    config
                        .withCdnSecrets(CdnSecrets.none())
                        .withViews(Optional.of(ViewSettings.standard())));
        Feed feed = Feed.start(origin)) {
      int port = origin.stack().servingPort();
      SessionPlan plan =
          SessionPlan.Kind.DASHJS_DASH
              .watch(origin.definition(), "none", port, Patience.LIMIT.toSeconds())
              .reportingTo("http://127.0.0.1:" + port + "/cmcd");
      try (WatchProcess watch = WatchProcess.start(List.of(plan), SEEN)) {
        watch.awaitPlaying();
        long bad = origin.liveEdge() + 4;
        feed.follow(
            """
            faults:
              - {action: lose-end, pipeline: a, numbers: %1$d, by: 1s}
              - {action: lose-end, pipeline: b, numbers: %1$d, by: 1200ms}
            """
                .formatted(bad));
        watch.endAt(origin.definition().schedule().mediaEnd(bad + 4));
        watch.awaitEnd();
        keep(views(origin));
        Patience.await("a stall is reported at a copy of a that ends early")
            .until(
                () ->
                    views(origin).stream().anyMatch(view -> view.is(Kind.RESUME) && at(view, bad)));

        List<ViewRecord> stalls =
            views(origin).stream().filter(view -> view.is(Kind.STALL) && at(view, bad)).toList();
        assertThat(stalls)
            .isNotEmpty()
            .allSatisfy(
                stall -> {
                  assertThat(stall.located()).hasValue("latency");
                  assertThat(stall.pipeline()).hasValue("a");
                  assertThat(stall.defects().orElse(List.of())).contains("dropped-video-frames");
                });
        assertThat(views(origin)).filteredOn(view -> view.is(Kind.RESPONSE)).hasSizeGreaterThan(4);

        Report.Viewers viewers = report(origin, bad).viewers();
        assertThat(viewers.unknown()).isEmpty();
        assertThat(viewers.sessions()).as("one, or two if the player began again").isPositive();
        assertThat(viewers.copies())
            .anySatisfy(
                line -> {
                  assertThat(line.what()).isEqualTo("a, defective");
                  assertThat(line.stalls()).isPositive();
                  assertThat(line.stalledMillis()).isPositive();
                });
        assertThat(viewers.defects())
            .anySatisfy(
                line -> {
                  assertThat(line.what()).isEqualTo("dropped-video-frames");
                  assertThat(line.stalls()).isPositive();
                });
        assertThat(ReportText.lines(report(origin, bad)))
            .anyMatch(line -> line.startsWith("a, defective "));
      }
    }
  }

  /** For a person who wants to know why it failed. */
  private static void keep(List<ViewRecord> views) {
    try {
      Files.write(
          SEEN.resolve("views.jsonl"),
          views.stream().map(v -> new String(v.toJson(), StandardCharsets.UTF_8)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean at(ViewRecord view, long number) {
    return view.number().filter(some -> some == number).isPresent();
  }

  private static List<ViewRecord> views(CdnOrigin origin) {
    return new KafkaProbe(origin.stack().kafka().bootstrapServers())
        .values(Topics.VIEWS).stream().map(ViewsBrowserIT::read).toList();
  }

  /** Nothing of what names a viewer is in the topic. */
  private static ViewRecord read(byte[] json) {
    assertThat(new String(json, StandardCharsets.UTF_8))
        .doesNotContain("127.0.0.1", "http", "Chrom");
    return ViewRecord.read(json);
  }

  /** As if it were asked for when these numbers are settled. */
  private static Report report(CdnOrigin origin, long number) {
    EventId id = origin.definition().id();
    try (TopicReader reader = TopicReader.open(origin.stack().kafka())) {
      long settled =
          origin.definition().schedule().due(number + 3)
              + origin.definition().retryDeadline().toMillis()
              + 15_000;
      return Reporter.read(new PublicTopics(reader), id, settled, Duration.ofHours(1));
    }
  }
}
