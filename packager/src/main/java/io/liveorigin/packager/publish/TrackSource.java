package io.liveorigin.packager.publish;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.media.inspect.InspectionContext;
import io.liveorigin.media.inspect.SegmentInspector;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.packager.fault.Faults;
import io.liveorigin.packager.fault.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the uploads of one representation of one pipeline: takes the segment from the clip, lets
 * the fault script have it, inspects what is left, and declares what it found. Pure; any thread.
 *
 * @param pipeline whose it is
 * @param event what it belongs to
 * @param clip where the media come from
 * @param faults what goes wrong on purpose
 * @param inspect whether the packager inspects; stock packagers do not
 */
public record TrackSource(
    String pipeline, LiveEvent event, ClipTrack clip, Faults faults, boolean inspect) {

  /** An upload and how much later than usual it is made. */
  record Prepared(PutRequest request, long delayMillis) {}

  PutRequest init() {
    return new PutRequest(
        event.urls().path(new InitAddress(track())), contentType(), clip.init(), List.of());
  }

  /** Empty where the script keeps the segment back. */
  Optional<Prepared> prepare(long number) {
    Outcome outcome =
        faults.apply(
            pipeline, track().representation(), number, clip.segment(number, event.schedule()));
    if (!(outcome instanceof Outcome.Sent sent)) {
      return Optional.empty();
    }
    SegmentAddress address = new SegmentAddress(track(), number);
    List<Defect> defects = new ArrayList<>(sent.declared());
    if (inspect) {
      defects.addAll(inspected(sent.bytes(), address));
    }
    PutRequest request =
        new PutRequest(event.urls().path(address), contentType(), sent.bytes(), defects);
    return Optional.of(new Prepared(request, sent.delayMillis()));
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
    return new Track(event.id(), clip.representation().id());
  }

  private String contentType() {
    return clip.representation().segmentMimeType();
  }
}
