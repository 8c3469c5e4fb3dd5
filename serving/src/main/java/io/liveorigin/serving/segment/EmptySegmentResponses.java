package io.liveorigin.serving.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.media.fill.FillerMaker;
import io.liveorigin.media.fill.FillerOutcome;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.RefusedException;
import io.liveorigin.serving.response.RequestTimings;
import io.liveorigin.serving.response.SegmentContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The response for a number that was decided and for which nothing can be played: a segment without
 * samples, which follows the init segment in force at that number. A refusal would end playback in
 * DASH players, which cannot know of the hole; HLS playlists have a gap. Every node makes the same
 * bytes from the same decisions, and a copy that arrives later replaces them (ADR 33). Any thread.
 */
public final class EmptySegmentResponses {
  /** About 700 bytes each: enough for a hundred tracks that are silent for five minutes. */
  private static final int MOST = 20_000;

  private static final Duration UNUSED = Duration.ofMinutes(2);

  /** The position of segments that are not stored anywhere. */
  private static final RecordPosition NOWHERE = new RecordPosition("", 0, 0);

  private static final Defect FILLER =
      Defect.of(DefectKind.FILLER, DefectSource.SELECTOR, Map.of());

  /**
   * The inputs of an empty segment, besides the schedule, which never changes in an incarnation of
   * an event.
   */
  private record Source(SegmentAddress address, ContentType contentType, Digest init) {}

  private final RequestRule rule;
  private final SegmentContent contents;
  private final SegmentInits inits;
  private final GeneratedResponses generated;
  private final SegmentRefusals refusals;
  private final Cache<Source, Optional<GeneratedBytes>> segments =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(UNUSED).build();

  /**
   * @param inits init segments that the segments follow
   */
  public EmptySegmentResponses(
      RequestRule rule,
      SegmentContent contents,
      SegmentInits inits,
      GeneratedResponses generated,
      SegmentRefusals refusals) {
    this.rule = rule;
    this.contents = contents;
    this.inits = inits;
    this.generated = generated;
    this.refusals = refusals;
  }

  /**
   * Responds with a segment without samples, or with a refusal if none can be made.
   *
   * @param decision a decision that has no winner
   * @param timings timings of the response so far
   * @param mayBlock whether this thread may query the index
   */
  SegmentLookup answer(
      GetRequest request,
      Route.Segment route,
      Decision decision,
      RequestTimings timings,
      boolean mayBlock) {
    Optional<Digest> init = inits.known(route);
    if (init.isEmpty() && !mayBlock) {
      return refusals.needsLookup(request, route);
    }
    Source source;
    try {
      source =
          new Source(
              route.address(),
              representation(route).contentType(),
              init.orElseGet(() -> inits.require(route)));
    } catch (RefusedException e) {
      if (e.refusal().code() != ErrorCode.NO_INIT_SEGMENT) {
        throw e;
      }
      // The track cannot be played at all.
      return withoutWinner(request, route, decision);
    }
    Optional<GeneratedBytes> known = segments.getIfPresent(source);
    if (known == null && !mayBlock) {
      return refusals.needsLookup(request, route);
    }
    Optional<GeneratedBytes> made =
        known == null ? segments.get(source, unseen -> make(route, unseen)) : known;
    return made.isEmpty()
        ? withoutWinner(request, route, decision)
        : new SegmentLookup.Ready(
            generated.of(
                request,
                route,
                contents.empty(route.of(), route.address(), decision, candidate(route, made.get())),
                made.get().bytes(),
                timings));
  }

  private SegmentLookup withoutWinner(GetRequest request, Route.Segment route, Decision decision) {
    return refusals.refused(request, route, rule.withoutWinner(route, decision.reason()));
  }

  private Optional<GeneratedBytes> make(Route.Segment route, Source source) {
    FillerOutcome outcome =
        FillerMaker.empty(
            inits.bytes(route, source.init()),
            source.address().number(),
            route.of().schedule(),
            source.contentType());
    return outcome instanceof FillerOutcome.Segment segment
        ? Optional.of(GeneratedBytes.of(segment.bytes()))
        : Optional.empty();
  }

  private static Candidate candidate(Route.Segment route, GeneratedBytes made) {
    return new Candidate(
        PipelineNameRules.ORIGIN,
        NOWHERE,
        made.digest(),
        made.bytes().length,
        representation(route).segmentMimeType(),
        0,
        Facts.NONE,
        List.of(FILLER));
  }

  private static Representation representation(Route.Segment route) {
    return route
        .of()
        .definition()
        .representation(route.address().track().representation())
        .orElseThrow();
  }
}
