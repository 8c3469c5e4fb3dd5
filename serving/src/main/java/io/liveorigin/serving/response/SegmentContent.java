package io.liveorigin.serving.response;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.DefectsField;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Makes the parts of responses that depend on a winner but not on the request. Each is made once
 * for a decision, by the code that keeps the decision. Thread-safe.
 */
public final class SegmentContent {
  /** A boolean of structured fields (RFC 9651, section 3.3.6). */
  private static final String NOT_CHECKED = "?0";

  private static final String TEXT = "text/vtt";

  private final CachePolicy policy;
  private final ResponseFactory responses;
  private final Cmsd cmsd;

  /**
   * @param name of this origin, for CMSD
   */
  public SegmentContent(CachePolicy policy, ResponseFactory responses, String name) {
    this.policy = policy;
    this.responses = responses;
    this.cmsd = new Cmsd(name);
  }

  /** The head of a media segment. */
  public SegmentHead segment(
      LiveEvent event, SegmentAddress address, Decision decision, Candidate winner) {
    return head(
        event,
        address,
        decision,
        content(decision, winner, fields(address, decision, winner)),
        cmsd.segment(event, address, decision, winner));
  }

  /**
   * The head of a media segment's raw WebVTT. It has no date: the text also depends on the init
   * segment, and with another one it may be different text of the same second.
   *
   * @param text its digest
   * @param size its bytes
   */
  public SegmentHead text(
      LiveEvent event,
      SegmentAddress address,
      Decision decision,
      Candidate winner,
      Digest text,
      int size) {
    return head(
        event,
        address,
        decision,
        new Content(
            etag(text), OptionalLong.empty(), size, TEXT, fields(address, decision, winner)),
        cmsd.text(event, address, decision, winner));
  }

  /**
   * The head of a segment without samples, in place of a number that has no winner. It has no date:
   * it is made for the init segment that is in force, and may have other bytes with another one.
   *
   * @param empty the segment that is served
   */
  public SegmentHead empty(
      LiveEvent event, SegmentAddress address, Decision decision, Candidate empty) {
    return head(
        event,
        address,
        decision,
        new Content(
            etag(empty.digest()),
            OptionalLong.empty(),
            empty.size(),
            empty.contentType(),
            fields(address, decision, empty)),
        cmsd.segment(event, address, decision, empty));
  }

  private SegmentHead head(
      LiveEvent event,
      SegmentAddress address,
      Decision decision,
      Content content,
      String cmsdStatic) {
    return new SegmentHead(
        event, address.number(), content, cmsdStatic, decision.pinned(), policy, responses);
  }

  private Map<String, String> fields(SegmentAddress address, Decision decision, Candidate winner) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (!decision.pinned()) {
      fields.put(FieldNames.CDN_CACHE_CONTROL, policy.provisionalInCdn());
    }
    fields.put(FieldNames.PIPELINE, winner.pipeline());
    fields.put(FieldNames.SURROGATE_KEY, surrogateKey(address, winner.pipeline()));
    if (!winner.defects().isEmpty()) {
      fields.put(DefectsField.HTTP_NAME, DefectsField.write(winner.defects()));
    }
    if (winner.candidateClass() == CandidateClass.UNCHECKED) {
      fields.put(FieldNames.CHECKED, NOT_CHECKED);
    }
    return fields;
  }

  /**
   * The content of an init segment.
   *
   * @param lagging whether this node lags, so that caches request it again soon
   */
  public Content init(LiveEvent event, Decision decision, Candidate winner, boolean lagging) {
    return init(event, decision, winner, policy.initInCdn(lagging));
  }

  /** The content of one version of an init segment, which has a URL of its own. */
  public Content initVersion(LiveEvent event, Decision decision, Candidate candidate) {
    return init(event, decision, candidate, CachePolicy.version());
  }

  private Content init(LiveEvent event, Decision decision, Candidate winner, String inCdn) {
    Address address = decision.address();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(FieldNames.CDN_CACHE_CONTROL, inCdn);
    fields.put(FieldNames.PIPELINE, winner.pipeline());
    fields.put(FieldNames.SURROGATE_KEY, surrogateKey(address, winner.pipeline()));
    fields.put(
        FieldNames.CMSD_STATIC,
        cmsd.init(event, address.track().representation(), decision, winner));
    return content(decision, winner, fields);
  }

  private static Content content(Decision decision, Candidate winner, Map<String, String> fields) {
    // Other bytes may have had the URL in the same second, so only the first ones have a date.
    OptionalLong modified =
        decision.revision() == 1
            ? OptionalLong.of(Math.floorDiv(decision.decidedAt(), 1000L))
            : OptionalLong.empty();
    return new Content(
        etag(winner.digest()), modified, winner.size(), winner.contentType(), fields);
  }

  private static String etag(Digest digest) {
    return "\"" + digest.hex() + "\"";
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
