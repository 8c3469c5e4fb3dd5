package io.liveorigin.serving.request;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The live edge: the largest number that is due or decided, because packagers may be ahead of the
 * clock. It is defined only here. Thread-safe; instants are epoch ms.
 */
public final class LiveEdgeRule {
  private final Function<Track, OptionalLong> decided;

  /**
   * @param decided returns the largest number of a track that is known to be decided
   */
  public LiveEdgeRule(Function<Track, OptionalLong> decided) {
    this.decided = decided;
  }

  /**
   * The live edge of a track; below the first number before the event begins. Pure.
   *
   * @param decided the largest number that is known to be decided
   */
  static long of(Schedule schedule, OptionalLong decided, long now) {
    return Math.max(schedule.liveEdge(now), decided.orElse(Long.MIN_VALUE));
  }

  /** The live edge of a track. */
  public long of(LiveEvent event, Track track, long now) {
    return of(event.schedule(), decided.apply(track), now);
  }

  /** The live edge of an event: that of the track that is furthest. */
  public long of(LiveEvent event, long now) {
    long edge = event.schedule().liveEdge(now);
    for (Representation representation : event.definition().representations()) {
      edge = Math.max(edge, of(event, event.track(representation.id()), now));
    }
    return edge;
  }
}
