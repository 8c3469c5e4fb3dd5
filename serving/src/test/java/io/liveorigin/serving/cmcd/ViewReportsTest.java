package io.liveorigin.serving.cmcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.serving.support.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reports of players become records, within bounds and without anything that names a viewer. */
class ViewReportsTest {
  private static final LiveEvent NEWS = Samples.news();
  private static final Schedule SCHEDULE = NEWS.schedule();
  private static final long DAY = 86_400_000L;

  /** The middle of the media of N was played 6 s after it was available, which is a second late. */
  private static final long N = 850_000_000L;

  private static final long LATENCY = 6_000;
  private static final long NOW =
      SCHEDULE.mediaStart(N) + 1_000 + SCHEDULE.expectedLatencyMillis() + LATENCY;

  private final List<ViewRecord> written = new ArrayList<>();
  private final Map<ViewOutcome, Integer> outcomes = new EnumMap<>(ViewOutcome.class);
  private boolean accepted = true;
  private byte salt = 1;
  private ViewReports reports = reports(ViewSettings.standard());

  private ViewReports reports(ViewSettings settings) {
    return new ViewReports(
        ViewReportsTest::event,
        new SessionIds(
            () -> {
              byte[] key = new byte[32];
              key[0] = salt++;
              return key;
            }),
        settings,
        (record, told) -> {
          if (accepted) {
            written.add(record);
          }
          told.accept(accepted);
        },
        outcome -> outcomes.merge(outcome, 1, Integer::sum),
        dropped -> {});
  }

  private static Optional<LiveEvent> event(EventId id) {
    return Optional.of(NEWS).filter(news -> news.id().equals(id));
  }

  private void take(long now, String... lines) {
    reports.take(String.join("\n", lines).getBytes(StandardCharsets.UTF_8), now);
  }

  private static String response(String sid, String file, String cmsd, long ts) {
    return "e=rr,sid=\"%s\",url=\"https://cdn.example/live/acme/news/%s?CAT=s3cr3t-canary\",rc=200,"
            .formatted(sid, file)
        + "cmsds=\"%s\",ttlb=40,ts=%d,v=2"
            .formatted(
                Base64.getEncoder().encodeToString(cmsd.getBytes(StandardCharsets.US_ASCII)), ts);
  }

  private static String state(String sid, String sta, long ts) {
    return "e=ps,sta=%s,sid=\"%s\",sf=d,ltc=%d,ts=%d,v=2".formatted(sta, sid, LATENCY, ts);
  }

  @Test
  void aResponseIsAboutItsSegmentAndItsCopy() {
    take(
        NOW,
        response(
            "s",
            "v0-" + N + ".m4s",
            "n=\"o\", io.liveorigin-pipeline=\"a\", io.liveorigin-defects=(truncated x-s3cr3t-canary nonsense)",
            NOW - 50));
    ViewRecord record = written.get(0);
    assertThat(record.kind()).isEqualTo("response");
    assertThat(record.key()).isEqualTo("acme/news/v0");
    assertThat(record.number()).hasValue(N);
    assertThat(record.located()).hasValue("url");
    assertThat(record.pipeline()).hasValue("a");
    assertThat(record.defects()).hasValue(List.of("truncated", "other"));
    assertThat(record.status()).hasValue(200);
    assertThat(record.lastByteMillis()).hasValue(40L);
    assertThat(record.at()).isEqualTo(NOW - 50);
    assertThat(outcomes).isEqualTo(Map.of(ViewOutcome.WRITTEN, 1));
  }

  @Test
  void whatTheFieldSaysOfAForeignPipelineDoesNotCount() {
    take(
        NOW,
        response("s", "v0-" + N + ".m4s", "io.liveorigin-pipeline=\"<script>\"", NOW),
        response("s", "v0-" + N + ".m4s", "io.liveorigin-pipeline=\"origin\"", NOW),
        response("s", "v0-" + N + ".m4s", "\u0000", NOW));
    assertThat(written)
        .extracting(ViewRecord::pipeline)
        .containsExactly(Optional.empty(), Optional.of("origin"), Optional.empty());
  }

  @Test
  void aStallIsOfTheCopyAtThePlayheadAndNotOfTheNewest() {
    for (long number = N - 1; number <= N + 2; number++) {
      String pipeline = number == N ? "a" : "b";
      String defects = number == N ? ", io.liveorigin-defects=(truncated)" : "";
      take(
          NOW,
          response(
              "s",
              "v0-" + number + ".m4s",
              "io.liveorigin-pipeline=\"" + pipeline + "\"" + defects,
              NOW),
          response("s", "a0-" + number + ".m4s", "io.liveorigin-pipeline=\"b\"", NOW));
    }
    take(NOW, state("s", "p", NOW));
    written.clear();
    take(NOW, state("s", "r", NOW));
    take(NOW + 10, state("s", "r", NOW + 10));
    take(NOW + 750, state("s", "p", NOW + 750));
    assertThat(written).extracting(ViewRecord::kind).containsExactly("stall", "resume");
    assertThat(written)
        .allSatisfy(
            record -> {
              assertThat(record.representation()).hasValue("v0");
              assertThat(record.number()).hasValue(N);
              assertThat(record.located()).hasValue("latency");
              assertThat(record.pipeline()).hasValue("a");
              assertThat(record.defects()).hasValue(List.of("truncated"));
            });
    assertThat(written.get(0).stalledMillis()).isEmpty();
    assertThat(written.get(1).stalledMillis()).hasValue(750L);
    assertThat(written.get(1).state()).hasValue("playing");
    assertThat(outcomes).containsEntry(ViewOutcome.UNUSED, 1);
  }

  @Test
  void whatAPlayerSaysWhileItStartsIsNoStall() {
    take(NOW, "e=ps,sta=r,sid=\"s\",cid=\"acme/news\"", state("s", "p", NOW));
    take(NOW + 500, state("s", "r", NOW + 500), state("s", "p", NOW + 600));
    assertThat(written)
        .extracting(ViewRecord::kind)
        .containsExactly("state", "state", "stall", "resume");
  }

  @Test
  void withoutLatencyTheNewestReceivedSegmentLessTheBufferCounts() {
    take(NOW, response("s", "v0-" + N + ".m4s", "io.liveorigin-pipeline=\"b\"", NOW));
    take(NOW, "e=t,sta=p,sid=\"s\"", "e=ps,sta=r,sid=\"s\",bl=(2500;v 9000;a)");
    ViewRecord stall = written.get(2);
    assertThat(stall.number()).hasValue(N - 1);
    assertThat(stall.located()).hasValue("received");
    assertThat(stall.representation()).hasValue("v0");
    assertThat(stall.pipeline()).as("that copy was not received").isEmpty();
  }

  @Test
  void aPlayerWithoutStatesReportsStallsByTheirDuration() {
    take(NOW, "url=\"/acme/news/v0-" + N + ".m4s\",sid=\"s\",rc=200,bsd=(120;v 400;a)");
    take(NOW, "url=\"/acme/news/v0-" + N + ".m4s\",sid=\"t\",rc=200");
    take(NOW, state("t", "p", NOW));
    take(NOW, "url=\"/acme/news/v0-" + N + ".m4s\",sid=\"t\",rc=200,bsd=300");
    assertThat(written)
        .extracting(ViewRecord::kind)
        .containsExactly("response", "stall", "response", "state", "response");
    assertThat(written.get(1).stalledMillis()).hasValue(400L);
  }

  @Test
  void theContentIdNamesTheEventWhereNoUrlDoes() {
    take(NOW, "e=ps,sta=s,sid=\"s\",cid=\"acme/news\"");
    take(NOW, "e=t,sid=\"s\"");
    take(NOW, "e=ps,sta=s,sid=\"t\",cid=\"acme/../x\"", "e=t,sid=\"u\",cid=\"acme/other\"");
    assertThat(written).extracting(ViewRecord::key).containsExactly("acme/news", "acme/news");
    assertThat(outcomes).containsEntry(ViewOutcome.NO_EVENT, 2);
  }

  @Test
  void aClockThatIsWrongIsCorrected() {
    long wrong = 300_000;
    take(NOW, response("s", "v0-" + N + ".m4s", "", NOW + wrong - 140) + ",sta=p");
    take(NOW, state("s", "r", NOW + wrong));
    take(NOW + 900, state("s", "p", NOW + wrong + 900));
    assertThat(written).extracting(ViewRecord::at).containsExactly(NOW - 40, NOW, NOW + 900);
    assertThat(written.get(1).number()).hasValue(N);
    assertThat(written.get(2).stalledMillis()).hasValue(900L);
  }

  @Test
  void nothingThatNamesAViewerIsWritten() {
    String sid = "viewer-s3cr3t-canary";
    take(
        NOW,
        response(
            sid,
            "v0-" + N + ".m4s",
            "io.liveorigin-pipeline=\"a\", io.liveorigin-defects=(x-s3cr3t-canary)",
            NOW),
        "e=e,sid=\"" + sid + "\",ec=(\"203.0.113.9\"),h=\"cdn.example\",cen=\"mail@example\"",
        state(sid, "r", NOW),
        state(sid, "p", NOW));
    assertThat(written).hasSize(4);
    assertThat(written)
        .extracting(record -> new String(record.toJson(), StandardCharsets.UTF_8))
        .allSatisfy(
            json ->
                assertThat(json)
                    .doesNotContain(
                        "s3cr3t-canary", "cdn.example", "203.0.113", "mail", "CAT", "http"));
    assertThat(written).extracting(ViewRecord::session).containsOnly(written.get(0).session());
    assertThat(written.get(0).session()).matches("[0-9a-f]{16}");
  }

  @Test
  void aSessionHasAnotherIdEachDayAndAtEachNode() {
    take(NOW, state("s", "p", NOW), state("t", "p", NOW), "e=t,sid=\"s\",cid=\"acme/news\"");
    take(NOW, "e=t,sid=\"t\",cid=\"acme/news\"");
    take(NOW + DAY, "e=t,sid=\"s\",cid=\"acme/news\"");
    assertThat(written).extracting(ViewRecord::session).doesNotHaveDuplicates().hasSize(3);
    reports = reports(ViewSettings.standard());
    take(NOW, "e=t,sid=\"s\",cid=\"acme/news\"");
    assertThat(written).extracting(ViewRecord::session).doesNotHaveDuplicates().hasSize(4);
  }

  @Test
  void aFloodIsBoundedByEachLimitAndStallsKeepTheirShare() {
    ViewSettings small = new ViewSettings(1, 10, 20, 30, 40, 10, 100, 60_000, 1_000);
    reports = reports(small);
    String line = response("s", "v0-" + N + ".m4s", "", NOW);
    for (int i = 0; i < 100; i++) {
      take(NOW, line);
    }
    assertThat(written).as("a quarter is kept").hasSize(8);
    assertThat(outcomes).containsEntry(ViewOutcome.SESSION_RATE, 92);
    for (int session = 0; session < 50; session++) {
      take(NOW, response("s" + session, "v0-" + N + ".m4s", "", NOW));
    }
    assertThat(written).as("a quarter is kept").hasSize(15);
    assertThat(outcomes)
        .containsEntry(ViewOutcome.EVENT_RATE, 2)
        .containsEntry(ViewOutcome.SESSIONS, 41);
    for (int session = 0; session < 50; session++) {
      take(NOW, state("s" + session, "r", NOW));
    }
    assertThat(written).hasSize(20);
    take(NOW + 1_000, state("s0", "p", NOW + 1_000));
    assertThat(written).as("the next second").hasSize(21);
    take(NOW + 61_000, "e=t,sid=\"new\",cid=\"acme/news\"");
    assertThat(written).as("others are over").hasSize(22);
  }

  @Test
  void whatKafkaDoesNotAcceptIsCounted() {
    accepted = false;
    take(NOW, state("s", "p", NOW), response("s", "v0-" + N + ".m4s", "", NOW));
    assertThat(outcomes).isEqualTo(Map.of(ViewOutcome.NO_EVENT, 1, ViewOutcome.LOST, 1));
  }

  @Test
  void whatSaysNothingIsUnused() {
    take(
        NOW,
        "e=rr,sid=\"s\",url=\"/acme/news/manifest.mpd\",rc=200",
        "e=bc,sid=\"s\",cid=\"acme/news\",br=(100)",
        "e=ps,sid=\"s\",cid=\"acme/news\",sta=zz",
        "e=t",
        "nonsense=",
        "");
    assertThat(written).isEmpty();
    assertThat(outcomes)
        .isEqualTo(
            Map.of(ViewOutcome.UNUSED, 3, ViewOutcome.NO_SESSION, 1, ViewOutcome.MALFORMED, 1));
  }
}
