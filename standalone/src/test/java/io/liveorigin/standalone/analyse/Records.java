package io.liveorigin.standalone.analyse;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.contract.wire.ViewRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Records about an event t/e of two representations and segments of 2 s, due 1 s after their media,
 * decided 1 s later, gone 10 s after due.
 */
public final class Records {
  public static final long N = 895_000_000L;
  public static final EventDefinition EVENT = event("t", "e");
  public static final Schedule SCHEDULE = EVENT.schedule();

  private Records() {}

  public static EventDefinition event(String tenant, String event) {
    return EventDefinition.of(
        tenant, event, List.of("a", "b"), List.of(representation("v0"), representation("v1")));
  }

  private static Representation representation(String id) {
    return new Representation(
        id,
        ContentType.VIDEO,
        "avc1.64001f",
        500_000,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  public static SegmentAddress address(String representation, long number) {
    return new SegmentAddress(Track.of("t", "e", representation), number);
  }

  /** A copy that came {@code offset} ms after due; its encoder was done 500 ms before that. */
  public static Candidate copy(String pipeline, long number, long offset, Defect... defects) {
    long arrival = SCHEDULE.due(number) + offset;
    return new Candidate(
        pipeline,
        new RecordPosition("segments." + pipeline, 1, number - N),
        Digest.of((pipeline + number + offset).getBytes(StandardCharsets.UTF_8)),
        153_600,
        "video/mp4",
        arrival,
        new Facts(
            List.of(),
            List.of("msdh"),
            1,
            OptionalLong.of(arrival - 500),
            Optional.of(new InitSetup("0123456789abcdef", "fedcba9876543210")),
            false,
            true),
        List.of(defects));
  }

  /** The winner is the candidate of that name; {@code "-"} for none. */
  public static Decision decision(
      SegmentAddress address, int revision, String winner, Reason reason, Candidate... candidates) {
    List<Candidate> all = List.of(candidates);
    return new Decision(
        address,
        revision,
        all.stream().filter(c -> c.pipeline().equals(winner)).reduce((one, two) -> two),
        reason,
        all,
        List.of(),
        SCHEDULE.due(address.number()),
        SCHEDULE.due(address.number()) + 10L * revision,
        "cell-1");
  }

  public static Defect dropped(DefectSource source) {
    return Defect.of(
        DefectKind.DROPPED_VIDEO_FRAMES, source, Map.of("count", 12L, "duration-ms", 480L));
  }

  public static DefectRecord of(SegmentAddress address, Candidate candidate, Defect defect) {
    return DefectRecord.of(address, candidate, defect, SCHEDULE.mediaStart(address.number()));
  }

  /** The pipeline publishes again after a silence. */
  public static DefectRecord back(SegmentAddress address, String pipeline, long since) {
    long number = address.number();
    Defect defect =
        Defect.of(
            DefectKind.PIPELINE_BACK,
            DefectSource.SELECTOR,
            Map.of(
                "since",
                since,
                "missing",
                number - since,
                "duration-ms",
                SCHEDULE.due(number) - SCHEDULE.due(since)));
    return DefectRecord.ofAbsence(
        address, pipeline, defect, SCHEDULE.due(number), SCHEDULE.mediaStart(number));
  }

  /**
   * A record of a player.
   *
   * @param number negative for none
   * @param pipeline empty for none
   */
  public static ViewRecord view(
      ViewRecord.Kind kind, String session, long number, String pipeline, long stalledMillis) {
    return new ViewRecord(
        ViewRecord.SCHEMA,
        kind.wire(),
        "t",
        "e",
        number < 0 ? Optional.empty() : Optional.of("v0"),
        Optional.empty(),
        Optional.of(number).filter(n -> n >= 0),
        Optional.of("url").filter(some -> number >= 0),
        session,
        SCHEDULE.due(Math.max(N, number)) + 5_000,
        Optional.empty(),
        Optional.of(stalledMillis).filter(millis -> millis > 0),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(pipeline).filter(name -> !name.isEmpty()),
        Optional.empty());
  }

  public static DefectRecord absence(SegmentAddress address, String pipeline, DefectKind kind) {
    long number = address.number();
    Defect defect = Defect.of(kind, DefectSource.SELECTOR, Map.of("due", SCHEDULE.due(number)));
    return DefectRecord.ofAbsence(
        address, pipeline, defect, SCHEDULE.due(number), SCHEDULE.mediaStart(number));
  }
}
