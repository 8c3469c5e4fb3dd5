package io.liveorigin.serving.get;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.Fields;
import io.liveorigin.serving.cache.Payload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What is said about a winner beside its bytes. Pure. */
final class SegmentContent {
  private final CachePolicy policy;
  private final Cmsd cmsd;

  SegmentContent(CachePolicy policy, String name) {
    this.policy = policy;
    this.cmsd = new Cmsd(name);
  }

  /**
   * A media segment.
   *
   * @param heldMillis how long its request was held
   */
  Answer segment(
      LiveEvent event,
      SegmentAddress address,
      Decision decision,
      Candidate winner,
      long liveEdge,
      long heldMillis,
      long now,
      Supplier<CompletableFuture<Payload>> bytes) {
    String cacheControl =
        decision.pinned()
            ? policy.pinned(now, event.schedule().expires(address.number()))
            : policy.defective();
    Map<String, String> headers = common(address, winner);
    headers.put(Fields.LIVE_EDGE, Long.toString(liveEdge));
    headers.put(
        Fields.CMSD_STATIC,
        cmsd.segment(
            representation(event, address), event.definition().segmentDuration(), heldMillis));
    if (!winner.defects().isEmpty()) {
      headers.put(DefectsField.HTTP_NAME, DefectsField.write(winner.defects()));
    }
    if (heldMillis > 0) {
      headers.put(Fields.SERVER_TIMING, "hold;dur=" + heldMillis);
    }
    return content(winner, cacheControl, headers, bytes);
  }

  /** An init segment. */
  Answer init(
      LiveEvent event,
      InitAddress address,
      Candidate winner,
      Supplier<CompletableFuture<Payload>> bytes) {
    Map<String, String> headers = common(address, winner);
    headers.put(Fields.CMSD_STATIC, cmsd.init(representation(event, address)));
    return content(winner, policy.init(), headers, bytes);
  }

  private static Answer content(
      Candidate winner,
      String cacheControl,
      Map<String, String> headers,
      Supplier<CompletableFuture<Payload>> bytes) {
    return new Answer.Content(
        "\"" + winner.digest().hex() + "\"",
        winner.size(),
        winner.contentType(),
        cacheControl,
        headers,
        bytes);
  }

  private static Map<String, String> common(Address address, Candidate winner) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(Fields.PIPELINE, winner.pipeline());
    headers.put(Fields.SURROGATE_KEY, surrogateKey(address, winner.pipeline()));
    return headers;
  }

  private static String surrogateKey(Address address, String pipeline) {
    Track track = address.track();
    EventId event = track.event();
    String keys =
        String.join(
            " ",
            SurrogateKeys.event(event),
            SurrogateKeys.representation(track),
            SurrogateKeys.pipeline(event, pipeline));
    return address instanceof SegmentAddress segment
        ? String.join(
            " ",
            keys,
            SurrogateKeys.numbers(event, segment.number()),
            SurrogateKeys.numbers(event, segment.number(), pipeline))
        : keys;
  }

  private static Representation representation(LiveEvent event, Address address) {
    return event.definition().representation(address.track().representation()).orElseThrow();
  }
}
