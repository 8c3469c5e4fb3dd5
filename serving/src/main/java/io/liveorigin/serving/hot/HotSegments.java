package io.liveorigin.serving.hot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.CmsdDynamic;
import io.liveorigin.serving.decision.RecentDecisions;
import io.liveorigin.serving.get.SegmentContent;
import io.liveorigin.serving.readback.StoredSegment;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the paths of hot segments stand for. What was worked out for a path counts only while its
 * event and its decision are the very ones that are in force, so that nothing outlives a mask or an
 * upgrade. Any thread.
 */
public final class HotSegments {
  /** About 4 kB each. More than a node has segments in memory, and they fill within minutes. */
  private static final int MOST_PATHS = 8_192;

  private static final Duration UNUSED = Duration.ofMinutes(2);

  private final ControlState control;
  private final RecentDecisions recent;
  private final SegmentContent contents;
  private final CachePolicy policy;
  private final CmsdDynamic dynamic;
  private final String open;
  private final Cache<String, HotSegment> byPath =
      Caffeine.newBuilder().maximumSize(MOST_PATHS).expireAfterAccess(UNUSED).build();

  /**
   * @param open the fields that every answer of the listener has
   */
  public HotSegments(
      ControlState control,
      RecentDecisions recent,
      SegmentContent contents,
      CachePolicy policy,
      CmsdDynamic dynamic,
      Map<String, String> open) {
    this.control = control;
    this.recent = recent;
    this.contents = contents;
    this.policy = policy;
    this.dynamic = dynamic;
    this.open = HeadBytes.lines(open);
  }

  /**
   * The decided segment that the path names, if it is served at {@code now}; empty where somebody
   * else must answer.
   *
   * @param path as it was sent
   * @param now epoch ms
   */
  Optional<HotSegment> find(String path, long now) {
    HotSegment known = byPath.getIfPresent(path);
    if (known != null && inForce(known)) {
      return now < known.expires() ? Optional.of(known) : Optional.empty();
    }
    Optional<HotSegment> made = make(path, now);
    if (made.isPresent()) {
      byPath.put(path, made.get());
    } else if (known != null) {
      byPath.invalidate(path);
    }
    return made;
  }

  /** The same objects, not equal ones: a definition or decision that is read anew is another. */
  @SuppressWarnings("ReferenceEquality")
  private boolean inForce(HotSegment known) {
    Optional<LiveEvent> event = control.event(known.address().track().event());
    if (event.isEmpty() || event.get() != known.event()) {
      return false;
    }
    Optional<Decision> decision = recent.latest(known.address());
    return decision.isPresent() && decision.get() == known.decision();
  }

  private Optional<HotSegment> make(String path, long now) {
    Optional<SegmentUrls.Split> split = SegmentUrls.split(path);
    Optional<LiveEvent> event = split.map(SegmentUrls.Split::event).flatMap(control::event);
    if (event.isEmpty()
        || !(event.get().urls().resolve(split.get().rest()) instanceof Resource.Media media)) {
      return Optional.empty();
    }
    SegmentAddress address = media.address();
    Schedule schedule = event.get().schedule();
    long expires = schedule.expires(address.number());
    Optional<Decision> decision = recent.latest(address);
    Optional<Candidate> winner = decision.flatMap(Decision::winner);
    if (winner.isEmpty()
        || address.number() < schedule.firstNumber()
        || address.number() > schedule.lastNumber()
        || now >= expires) {
      return Optional.empty();
    }
    HotHead head =
        new HotHead(
            contents.head(event.get(), decision.get(), winner.get()),
            decision.get().pinned(),
            policy,
            expires,
            dynamic,
            open);
    return Optional.of(
        new HotSegment(
            event.get(),
            address,
            decision.get(),
            StoredSegment.of(address, winner.get()),
            head,
            expires));
  }

  /** Largest number of the track that is due or decided. */
  long liveEdge(HotSegment segment, long now) {
    return Math.max(
        segment.event().schedule().liveEdge(now),
        recent.largestDecided(segment.address().track()).orElse(Long.MIN_VALUE));
  }
}
