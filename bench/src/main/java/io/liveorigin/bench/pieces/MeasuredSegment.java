package io.liveorigin.bench.pieces;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.media.inspect.InspectionContext;
import io.liveorigin.media.inspect.SegmentInspector;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One segment of the clip with everything that is known about it: the input of the benchmarks. */
public final class MeasuredSegment {
  /** Its media ended in November 2025. */
  public static final long NUMBER = 882_000_000L;

  private static final List<String> PIPELINES = List.of("a", "b");
  private static final String REPRESENTATION = "v360";

  private final LiveEvent event = LiveEvent.of(Clip.eventDefinition("bench", "pieces", PIPELINES));
  private final SegmentAddress address =
      new SegmentAddress(new Track(event.id(), REPRESENTATION, 0), NUMBER);
  private final byte[] bytes;
  private final Facts facts;

  public MeasuredSegment() {
    ClipTrack track = Clip.load().track(REPRESENTATION).orElseThrow();
    bytes = track.segment(NUMBER, event.schedule()).bytes();
    facts =
        new SegmentInspector()
            .inspect(
                bytes,
                new InspectionContext(
                    Optional.of(track.initFacts()),
                    event.schedule(),
                    address,
                    track.representation(),
                    DefectSource.INGEST))
            .facts();
  }

  public LiveEvent event() {
    return event;
  }

  public SegmentAddress address() {
    return address;
  }

  public String path() {
    return event.urls().path(address);
  }

  /** Returns a clean candidate of a pipeline. */
  public Candidate good(String pipeline) {
    return new Candidate(
        pipeline,
        new RecordPosition("segments." + pipeline, 3, 123_456),
        Digest.of(bytes),
        bytes.length,
        "video/mp4",
        event.schedule().due(NUMBER) - 700,
        facts,
        List.of());
  }

  /** Returns a candidate of a pipeline with dropped frames. */
  public Candidate bad(String pipeline) {
    return good(pipeline)
        .with(
            Defect.of(
                DefectKind.DROPPED_VIDEO_FRAMES,
                DefectSource.INGEST,
                Map.of("count", 3L, "expected", 50L)));
  }

  /** Returns the first decision between two candidates, of which the first in order is valid. */
  public Decision decision() {
    Candidate winner = good("a");
    return new Decision(
        address,
        1,
        Optional.of(winner),
        Reason.PREFERRED_VALID,
        List.of(winner, bad("b")),
        List.of(),
        event.schedule().due(NUMBER),
        event.schedule().due(NUMBER) - 690,
        "cell-1");
  }
}
