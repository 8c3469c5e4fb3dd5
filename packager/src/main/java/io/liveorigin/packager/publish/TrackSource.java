package io.liveorigin.packager.publish;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.media.edit.SegmentBoxes;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.InspectionContext;
import io.liveorigin.media.inspect.SegmentInspector;
import io.liveorigin.packager.clip.ClipSegment;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.packager.fault.FaultOutcome;
import io.liveorigin.packager.fault.FaultPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the uploads of one representation of one pipeline. It takes the segment from the clip,
 * applies the fault script, inspects the result, and declares the defects that it found, even if
 * there are none. Pure; any thread.
 *
 * @param pipeline pipeline that publishes them
 * @param event event to which they belong
 * @param clip source of the media
 * @param faults faults that are made on purpose
 * @param inspect whether the packager inspects; stock packagers do not
 * @param producerTime whether it states in a prft box when its encoder had the segment
 */
public record TrackSource(
    String pipeline,
    LiveEvent event,
    ClipTrack clip,
    FaultPlan faults,
    boolean inspect,
    boolean producerTime) {

  /** The uploads of one segment, in order, and their delay in addition to the usual latency. */
  record Prepared(List<PutRequest> requests, long delayMillis) {}

  PutRequest init() {
    byte[] bytes = faults.applyToInit(pipeline, track().representation(), clip.init());
    Optional<List<Defect>> declared =
        inspect ? Optional.of(inspectedInit(bytes)) : Optional.empty();
    return new PutRequest(
        event.urls().path(new InitAddress(track())), contentType(), bytes, declared);
  }

  /**
   * Returns the uploads of a segment, or empty if the script withholds it.
   *
   * @param encoded instant at which the encoder has the whole segment, epoch ms
   */
  Optional<Prepared> prepare(long number, long encoded) {
    ClipSegment segment = clip.segment(number, event.schedule());
    if (producerTime) {
      segment = segment.withBytes(SegmentBoxes.withProducerTime(segment.bytes(), encoded));
    }
    FaultOutcome outcome = faults.apply(pipeline, track().representation(), number, segment);
    if (!(outcome instanceof FaultOutcome.Sent sent)) {
      return Optional.empty();
    }
    SegmentAddress address = new SegmentAddress(track(), number);
    List<PutRequest> requests =
        sent.uploads().stream()
            .map(
                bytes ->
                    new PutRequest(
                        event.urls().path(address),
                        contentType(),
                        bytes,
                        declared(sent, bytes, address)))
            .toList();
    return Optional.of(new Prepared(requests, sent.delayMillis()));
  }

  private Optional<List<Defect>> declared(
      FaultOutcome.Sent sent, byte[] bytes, SegmentAddress address) {
    List<Defect> defects = new ArrayList<>(sent.declared());
    if (inspect && !sent.claimsClean()) {
      defects.addAll(inspected(bytes, address));
    }
    boolean declares = inspect || sent.claimsClean() || !defects.isEmpty();
    return declares ? Optional.of(defects) : Optional.empty();
  }

  private static List<Defect> inspectedInit(byte[] bytes) {
    return new InitInspector().inspect(bytes, DefectSource.PACKAGER).defects();
  }

  private List<Defect> inspected(byte[] bytes, SegmentAddress address) {
    InspectionContext context =
        new InspectionContext(
            Optional.of(clip.initFacts()),
            event.schedule(),
            address,
            clip.representation(),
            DefectSource.PACKAGER);
    return new SegmentInspector().inspect(bytes, context).defects();
  }

  private Track track() {
    return event.track(clip.representation().id());
  }

  private String contentType() {
    return clip.representation().segmentMimeType();
  }
}
