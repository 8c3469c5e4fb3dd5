package io.liveorigin.standalone.players;

import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipSegment;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.packager.fault.FaultOutcome;
import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.packager.publish.PutRequest;
import io.liveorigin.packager.publish.PutResult;
import io.liveorigin.packager.publish.SegmentPublisher;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets things go wrong between a packager and its ingest, at numbers that are known only while it
 * runs: what a fault script says of the bytes, and an encoder that is started anew with another
 * set-up. Delays and declarations of a script are passed over. Any thread.
 */
final class Sabotage implements SegmentPublisher {
  /**
   * From that number on one representation is encoded as another is.
   *
   * @param from the first number
   * @param representation whose segments change
   * @param as the one that the clip has like that
   */
  record Restart(long from, String representation, String as) {}

  private final String pipeline;
  private final EventDefinition event;
  private final Clip clip;
  private final SegmentPublisher next;
  private final Set<String> initsSent = ConcurrentHashMap.newKeySet();
  private volatile FaultScript script = FaultScript.NONE;
  private volatile Optional<Restart> restart = Optional.empty();

  Sabotage(String pipeline, EventDefinition event, Clip clip, SegmentPublisher next) {
    this.pipeline = pipeline;
    this.event = event;
    this.clip = clip;
    this.next = next;
  }

  /** Replaces the script; its numbers are epoch numbers. */
  void follow(FaultScript faults) {
    script = faults;
  }

  void restart(Restart when) {
    restart = Optional.of(when);
  }

  @Override
  public PutResult put(PutRequest request) throws InterruptedException {
    Optional<SegmentAddress> address =
        SegmentUrls.split(request.path())
            .map(split -> new SegmentUrls(event).resolve(split.rest()))
            .filter(Resource.Media.class::isInstance)
            .map(media -> ((Resource.Media) media).address());
    if (address.isEmpty()) {
      return next.put(request);
    }
    long number = address.get().number();
    String representation = address.get().track().representation();
    Optional<Restart> restarted =
        restart.filter(r -> r.representation().equals(representation) && number >= r.from());
    ClipTrack track = clip.track(restarted.map(Restart::as).orElse(representation)).orElseThrow();
    if (restarted.isPresent() && initsSent.add(representation)) {
      next.put(init(request, representation, track));
    }
    ClipSegment segment = track.segment(number, event.schedule());
    FaultOutcome outcome = script.startingAt(0).apply(pipeline, representation, number, segment);
    if (!(outcome instanceof FaultOutcome.Sent sent)) {
      return new PutResult.Answered(200, "kept back");
    }
    boolean harmed = !Arrays.equals(sent.bytes(), request.bytes());
    return next.put(
        harmed
            ? new PutRequest(request.path(), request.contentType(), sent.bytes(), Optional.empty())
            : request);
  }

  private PutRequest init(PutRequest segment, String representation, ClipTrack track) {
    String path = segment.path();
    String name = event.initialization().replace("$RepresentationID$", representation);
    return new PutRequest(
        path.substring(0, path.lastIndexOf('/') + 1) + name,
        segment.contentType(),
        track.init(),
        Optional.empty());
  }
}
