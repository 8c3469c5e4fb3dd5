package io.liveorigin.serving.timeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.hls.AveragePeriod;
import io.liveorigin.serving.hls.MeasuredMedia;
import io.liveorigin.serving.hls.TargetDuration;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The average bit rates of representations, from the decisions of the index alone: they are the
 * same in every node that has read the same decisions. Where one of them is revised, by a mask, a
 * late copy or a check, the rate is measured anew. Each part of a period is measured once for all
 * who ask. Any thread; what stream threads call does not wait for those who measure.
 */
public final class AverageRates {
  /** What there is of the representations that were asked for. */
  public sealed interface Found {
    /** In bit/s by representation; those of which too little was published are left out. */
    record Rates(Map<String, Long> byRepresentation) implements Found {}

    /** The index cannot be asked now. */
    record Unavailable(String reason) implements Found {}
  }

  /** About 200 bytes each. */
  private static final int MOST_PARTS = 20_000;

  private static final Duration UNUSED = Duration.ofMinutes(2);

  private record Part(Track track, NumberRange numbers) {}

  /**
   * What was measured.
   *
   * @param changes those of the track when it was begun
   * @param trouble why it could not be measured
   */
  private record Known(MeasuredMedia media, Heard heard, long changes, Optional<String> trouble) {
    boolean counts() {
      return trouble.isEmpty() && heard.changes() == changes;
    }
  }

  /** What this node has heard of a track since it was measured. */
  private static final class Heard {
    private long measured = Long.MIN_VALUE;
    private long changes;

    /** To be told before the index is asked for any number up to this one. */
    synchronized long asked(long last) {
      measured = Math.max(measured, last);
      return changes;
    }

    synchronized void decided(long number) {
      if (number <= measured) {
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

  private static final Known UNKNOWN =
      new Known(MeasuredMedia.NONE, new Heard(), 0, Optional.of("not measured yet"));

  private final Map<Track, Heard> byTrack = new ConcurrentHashMap<>();

  private final Cache<Part, Known> known =
      Caffeine.newBuilder().maximumSize(MOST_PARTS).expireAfterAccess(UNUSED).build();

  /**
   * Measures; blocks for local queries, one a number that was not measured before.
   *
   * @param period the numbers that count
   */
  public Found measure(
      LiveEvent event, List<Representation> of, NumberRange period, DecisionIndex index) {
    return rates(event, of, period, part -> current(event, part, index));
  }

  /** What was measured before, for a node that cannot rely on the index. */
  public Found remembered(LiveEvent event, List<Representation> of, NumberRange period) {
    return rates(
        event, of, period, part -> Optional.ofNullable(known.getIfPresent(part)).orElse(UNKNOWN));
  }

  private static Found rates(
      LiveEvent event, List<Representation> of, NumberRange period, Function<Part, Known> look) {
    Map<String, Long> rates = new HashMap<>();
    List<NumberRange> parts = AveragePeriod.parts(period);
    for (Representation representation : of) {
      MeasuredMedia all = MeasuredMedia.NONE;
      for (NumberRange numbers : parts) {
        Known part = look.apply(new Part(event.track(representation.id()), numbers));
        if (part.trouble().isPresent()) {
          return new Found.Unavailable(part.trouble().get());
        }
        all = all.plus(part.media());
      }
      all.rate(period.count()).ifPresent(rate -> rates.put(representation.id(), rate));
    }
    return new Found.Rates(Map.copyOf(rates));
  }

  private Known current(LiveEvent event, Part part, DecisionIndex index) {
    Known found = known.getIfPresent(part);
    return found != null && found.counts()
        ? found
        : known
            .asMap()
            .compute(
                part,
                (same, other) ->
                    other != null && other.counts() ? other : measured(event, part, index));
  }

  private Known measured(LiveEvent event, Part part, DecisionIndex index) {
    Heard heard = byTrack.computeIfAbsent(part.track(), track -> new Heard());
    long changes = heard.asked(part.numbers().last());
    TargetDuration target = TargetDuration.of(event.definition());
    MeasuredMedia media = MeasuredMedia.NONE;
    for (long n = part.numbers().first(); n <= part.numbers().last(); n++) {
      Lookup lookup = index.lookup(new SegmentAddress(part.track(), n));
      if (lookup instanceof Lookup.Unavailable unavailable) {
        return new Known(MeasuredMedia.NONE, heard, changes, Optional.of(unavailable.reason()));
      }
      if (lookup instanceof Lookup.Decided decided) {
        media = media.plus(MeasuredMedia.of(event.schedule(), target, n, decided.decision()));
      }
    }
    return new Known(media, heard, changes, Optional.empty());
  }

  /** A decision was accepted, and the index has it. */
  public void accepted(SegmentAddress address) {
    Heard heard = byTrack.get(address.track());
    if (heard != null) {
      heard.decided(address.number());
    }
  }

  /** This node no longer hears of decisions about these tracks. */
  public void lost(Predicate<Track> tracks) {
    byTrack.forEach(
        (track, heard) -> {
          if (tracks.test(track)) {
            heard.lost();
          }
        });
  }

  /** Forgets tracks that have ended. */
  public void forget(Predicate<Track> tracks) {
    byTrack.keySet().removeIf(tracks);
    known.asMap().keySet().removeIf(part -> tracks.test(part.track()));
  }
}
