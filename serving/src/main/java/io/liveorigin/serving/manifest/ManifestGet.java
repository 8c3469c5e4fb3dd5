package io.liveorigin.serving.manifest;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.Lookup;
import io.liveorigin.selector.Readiness;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.Fields;
import io.liveorigin.serving.cache.Payload;
import io.liveorigin.serving.decision.InitDecisions;
import io.liveorigin.serving.health.NodeReadiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The way of a request for a manifest. Any thread. */
public final class ManifestGet {
  private final NodeReadiness readiness;
  private final InitDecisions inits;
  private final CachePolicy policy;

  public ManifestGet(NodeReadiness readiness, InitDecisions inits, CachePolicy policy) {
    this.readiness = readiness;
    this.inits = inits;
    this.policy = policy;
  }

  /**
   * Answers.
   *
   * @param name of the file below the event
   * @param now epoch ms
   */
  public Answer get(LiveEvent event, String name, long now) {
    if (!name.equals(SegmentUrls.MPD_NAME)) {
      return Answer.Refusal.of(
          ErrorCode.UNKNOWN_PATH,
          "the manifest of an event is " + SegmentUrls.MPD_NAME,
          policy.unknown());
    }
    Readiness ready = readiness.segments();
    if (!ready.ready()) {
      return Answer.Refusal.of(ErrorCode.NOT_READY, ready.reason(), CachePolicy.NO_STORE);
    }
    List<Representation> listed = new ArrayList<>();
    long newest = 0;
    for (Representation representation : event.definition().representations()) {
      InitAddress address = new InitAddress(new Track(event.id(), representation.id()));
      Lookup found = inits.lookup(address);
      if (found instanceof Lookup.Unavailable unavailable) {
        return Answer.Refusal.of(ErrorCode.NOT_READY, unavailable.reason(), CachePolicy.NO_STORE);
      }
      if (found instanceof Lookup.Decided decided && decided.decision().winner().isPresent()) {
        Decision decision = decided.decision();
        listed.add(representation);
        newest = Math.max(newest, decision.decidedAt());
      }
    }
    return listed.isEmpty()
        ? Answer.Refusal.of(
            ErrorCode.NO_INIT_SEGMENT, "of any representation", CachePolicy.NO_STORE)
        : content(event, Mpd.write(event, listed, newest, now));
  }

  private Answer content(LiveEvent event, byte[] document) {
    Payload payload = Payload.wrap(document);
    return new Answer.Content(
        "\"" + Digest.of(document).hex() + "\"",
        document.length,
        Mpd.MEDIA_TYPE,
        policy.manifest(event.schedule().duration()),
        Map.of(Fields.SURROGATE_KEY, "event/" + event.id()),
        () -> CompletableFuture.completedFuture(payload));
  }
}
