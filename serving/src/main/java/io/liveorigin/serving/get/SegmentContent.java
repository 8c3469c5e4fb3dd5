package io.liveorigin.serving.get;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.ContentHead;
import io.liveorigin.serving.answer.Fields;
import io.liveorigin.serving.answer.Timing;
import io.liveorigin.serving.cache.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What is said about a winner beside its bytes. What does not depend on the request is made once
 * for a decision and kept while the decision is. Any thread.
 */
public final class SegmentContent {
  private static final int MOST_HEADS = 20_000;

  /** A boolean of structured fields (RFC 9651, section 3.3.6). */
  private static final String NOT_CHECKED = "?0";

  /**
   * What all requests for a decision's bytes are told.
   *
   * @param event of which it was made; another definition may say otherwise
   * @param cmsdStatic without the time that a request was held
   */
  public record SegmentHead(LiveEvent event, ContentHead head, String cmsdStatic) {
    /** The same for a request that was held for so many ms. */
    public String cmsdStatic(long heldMillis) {
      return heldMillis > 0 ? Cmsd.held(cmsdStatic, heldMillis) : cmsdStatic;
    }
  }

  private final CachePolicy policy;
  private final Cmsd cmsd;

  /** By the decision's identity: to compare decisions costs more than to make a head. */
  private final Cache<Decision, SegmentHead> heads =
      Caffeine.newBuilder().weakKeys().maximumSize(MOST_HEADS).build();

  public SegmentContent(CachePolicy policy, String name) {
    this.policy = policy;
    this.cmsd = new Cmsd(name);
  }

  /**
   * A media segment.
   *
   * @param liveEdge of its track, now
   * @param heldMillis how long its request was held
   * @param timings where the request's time went
   */
  Answer segment(
      Classified.Segment request,
      Decision decision,
      Candidate winner,
      long liveEdge,
      long heldMillis,
      long now,
      List<Timing> timings,
      Supplier<CompletableFuture<Payload>> bytes) {
    SegmentHead made = head(request.of(), decision, winner);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(Fields.LIVE_EDGE, Long.toString(liveEdge));
    headers.put(Fields.CMSD_STATIC, made.cmsdStatic(heldMillis));
    return decision.pinned()
        ? new Answer.Content(
            made.head(),
            policy.pinned(now, request.of().schedule().expires(request.address().number())),
            Optional.empty(),
            headers,
            timings,
            bytes)
        : new Answer.Content(
            made.head(),
            policy.provisional(),
            Optional.of(policy.provisionalInCdn()),
            headers,
            timings,
            bytes);
  }

  /** An init segment. */
  Answer init(
      LiveEvent event,
      Decision decision,
      Candidate winner,
      Supplier<CompletableFuture<Payload>> bytes) {
    SegmentHead made = head(event, decision, winner);
    return new Answer.Content(
        made.head(),
        policy.init(),
        Optional.of(policy.initInCdn()),
        Map.of(Fields.CMSD_STATIC, made.cmsdStatic()),
        List.of(),
        bytes);
  }

  public SegmentHead head(LiveEvent event, Decision decision, Candidate winner) {
    SegmentHead known = heads.getIfPresent(decision);
    if (known != null && known.event() == event) {
      return known;
    }
    SegmentHead made = made(event, decision, winner);
    heads.put(decision, made);
    return made;
  }

  private SegmentHead made(LiveEvent event, Decision decision, Candidate winner) {
    Address address = decision.address();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(Fields.PIPELINE, winner.pipeline());
    fields.put(Fields.SURROGATE_KEY, surrogateKey(address, winner.pipeline()));
    if (address instanceof SegmentAddress && !winner.defects().isEmpty()) {
      fields.put(DefectsField.HTTP_NAME, DefectsField.write(winner.defects()));
    }
    if (address instanceof SegmentAddress && winner.standing() == CandidateClass.UNCHECKED) {
      fields.put(Fields.CHECKED, NOT_CHECKED);
    }
    // Other bytes may have had the URL in the same second: only the first have a date.
    OptionalLong modified =
        decision.revision() == 1
            ? OptionalLong.of(Math.floorDiv(decision.decidedAt(), 1000L))
            : OptionalLong.empty();
    ContentHead head =
        new ContentHead(
            "\"" + winner.digest().hex() + "\"",
            modified,
            winner.size(),
            winner.contentType(),
            fields);
    String cmsdStatic =
        address instanceof SegmentAddress segment
            ? cmsd.segment(event, segment, decision, winner)
            : cmsd.init(event, address.track().representation(), decision, winner);
    return new SegmentHead(event, head, cmsdStatic);
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
}
