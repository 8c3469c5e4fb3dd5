package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.serving.support.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes reports as a node does, and keeps what is written and counted. One thread. */
final class ReportedViews {
  static final LiveEvent NEWS = Samples.news();
  static final Schedule SCHEDULE = NEWS.schedule();

  /** The segment at the playhead at {@link #NOW} of a session that is {@link #LATENCY} behind. */
  static final long N = 850_000_000L;

  static final long LATENCY = 6_000;

  /** The middle of the media of {@link #N} is played. */
  static final long NOW =
      SCHEDULE.mediaStart(N) + 1_000 + SCHEDULE.expectedLatencyMillis() + LATENCY;

  final List<ViewRecord> written = new ArrayList<>();
  final Map<ViewOutcome, Integer> outcomes = new EnumMap<>(ViewOutcome.class);
  private final Map<EventId, LiveEvent> events = new HashMap<>();
  private final ViewReports reports;
  private byte salt = 1;

  ReportedViews(ViewSettings settings) {
    declare("acme", "news");
    reports =
        new ViewReports(
            id -> Optional.ofNullable(events.get(id)),
            new SessionIds(
                () -> {
                  byte[] key = new byte[32];
                  key[0] = salt++;
                  return key;
                }),
            settings,
            (record, told) -> {
              written.add(record);
              told.accept(true);
            },
            outcome -> outcomes.merge(outcome, 1, Integer::sum),
            dropped -> {});
  }

  void declare(String tenant, String event) {
    LiveEvent live =
        LiveEvent.of(
            Samples.definition(
                Samples.NEWS
                    .replace("\"acme\"", "\"" + tenant + "\"")
                    .replace("\"news\"", "\"" + event + "\"")));
    events.put(live.id(), live);
  }

  void take(long now, String... lines) {
    reports.take(String.join("\n", lines).getBytes(StandardCharsets.UTF_8), now);
  }

  /** A line about a response with a segment of video of {@link #NEWS}. */
  static String response(String sid, long number, String cmsd, long ts) {
    return "e=rr,sid=\"%s\",url=\"/acme/news/v0-%d.m4s\",rc=200,cmsds=\"%s\",ts=%d,v=2"
        .formatted(
            sid,
            number,
            Base64.getEncoder().encodeToString(cmsd.getBytes(StandardCharsets.US_ASCII)),
            ts);
  }

  /** A line about a change of the state of playback. */
  static String state(String sid, String sta, long ts) {
    return "e=ps,sta=%s,sid=\"%s\",cid=\"acme/news\",sf=d,ltc=%d,ts=%d,v=2"
        .formatted(sta, sid, LATENCY, ts);
  }

  /** A periodic line about a session of that event. */
  static String interval(String sid, String event) {
    return "e=t,sid=\"%s\",cid=\"%s\"".formatted(sid, event);
  }

  List<String> kinds() {
    return written.stream().map(ViewRecord::kind).toList();
  }

  ViewRecord last() {
    return written.get(written.size() - 1);
  }

  int counted(ViewOutcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }
}
