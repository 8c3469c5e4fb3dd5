package io.liveorigin.serving.timeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.schedule.NumberRange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Values that are derived from decisions of the index, each from a range of numbers of a track. A
 * value is derived once for all callers, and again if one of the decisions is revised. Any thread;
 * the methods that stream threads call do not wait for a derivation.
 *
 * @param <V> immutable
 */
final class DerivedValues<V> {
  /** About 200 bytes each. */
  private static final int MOST_PARTS = 20_000;

  private static final Duration UNUSED = Duration.ofMinutes(2);

  record Part(Track track, NumberRange numbers) {}

  /**
   * The value of a part, or the reason why there is none.
   *
   * @param value empty if it could not be derived
   * @param trouble why it could not be derived
   */
  record Answer<V>(Optional<V> value, String trouble) {
    static <V> Answer<V> of(V value) {
      return new Answer<>(Optional.of(value), "");
    }

    static <V> Answer<V> unavailable(String reason) {
      return new Answer<>(Optional.empty(), reason);
    }
  }

  /**
   * A value that was derived.
   *
   * @param changes the track's count of changes when the derivation began
   */
  private record Derived<V>(Answer<V> answer, TrackDecisions heard, long changes) {
    boolean counts() {
      return answer.value().isPresent() && heard.changes() == changes;
    }
  }

  /**
   * Counts the decisions about a track that this node has learnt of since the track was first asked
   * about.
   */
  private static final class TrackDecisions {
    private long asked = Long.MIN_VALUE;
    private long changes;

    /** Called before the index is queried for any number up to this one. */
    synchronized long querying(long last) {
      asked = Math.max(asked, last);
      return changes;
    }

    synchronized void decided(long number) {
      if (number <= asked) {
        changes++;
      }
    }

    synchronized void lost() {
      changes++;
    }

    synchronized long changes() {
      return changes;
    }
  }

  private final Map<Track, TrackDecisions> byTrack = new ConcurrentHashMap<>();

  private final Cache<Part, Derived<V>> known =
      Caffeine.newBuilder().maximumSize(MOST_PARTS).expireAfterAccess(UNUSED).build();

  /**
   * Returns the value by the current state of the index.
   *
   * @param work queries the index, and may block for it
   */
  Answer<V> current(Part part, Supplier<Answer<V>> work) {
    Derived<V> found = known.getIfPresent(part);
    if (found != null && found.counts()) {
      return found.answer();
    }
    AtomicReference<Answer<V>> answer = new AtomicReference<>();
    known
        .asMap()
        .compute(
            part,
            (same, other) -> {
              Derived<V> newest = other != null && other.counts() ? other : begun(part, work);
              answer.set(newest.answer());
              // A lagging node is better served with an old value than with trouble.
              return newest.answer().value().isEmpty() && other != null ? other : newest;
            });
    return answer.get();
  }

  private Derived<V> begun(Part part, Supplier<Answer<V>> work) {
    TrackDecisions heard = byTrack.computeIfAbsent(part.track(), track -> new TrackDecisions());
    long changes = heard.querying(part.numbers().last());
    return new Derived<>(work.get(), heard, changes);
  }

  /** Returns the value that was derived before, for a node that cannot rely on the index. */
  Answer<V> remembered(Part part) {
    return Optional.ofNullable(known.getIfPresent(part))
        .map(Derived::answer)
        .orElseGet(() -> Answer.unavailable("this node has not computed the response yet"));
  }

  /** Notes that a decision was accepted and is in the index. */
  void accepted(SegmentAddress address) {
    TrackDecisions heard = byTrack.get(address.track());
    if (heard != null) {
      heard.decided(address.number());
    }
  }

  /** Notes that this node no longer learns of decisions about these tracks. */
  void lost(Predicate<Track> tracks) {
    byTrack.forEach(
        (track, heard) -> {
          if (tracks.test(track)) {
            heard.lost();
          }
        });
  }

  /** Forgets tracks that have ended. */
  void forget(Predicate<Track> tracks) {
    byTrack.keySet().removeIf(tracks);
    known.asMap().keySet().removeIf(part -> tracks.test(part.track()));
  }
}
