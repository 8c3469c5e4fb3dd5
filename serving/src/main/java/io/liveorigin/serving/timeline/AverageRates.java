package io.liveorigin.serving.timeline;

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
import io.liveorigin.serving.timeline.DerivedValues.Answer;
import io.liveorigin.serving.timeline.DerivedValues.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The average bit rates of representations, from the decisions of the index alone, so they are the
 * same in every node that has read the same decisions. If a decision is revised, by a mask, a late
 * copy or a check, the rate is measured again. Each part of a period is measured once for all
 * callers. Any thread; the methods that stream threads call do not wait for a measurement.
 */
public final class AverageRates {
  /** The rates of the requested representations, or why there are none. */
  public sealed interface Found {
    /** Bit/s by representation, without representations of which too little was published. */
    record Rates(Map<String, Long> byRepresentation) implements Found {}

    /** The index cannot be queried now. */
    record Unavailable(String reason) implements Found {}
  }

  private final DerivedValues<MeasuredMedia> known = new DerivedValues<>();

  /**
   * Measures the rates. Blocks for local queries, one for each number that was not measured before.
   *
   * @param of representations to measure
   * @param period the numbers that count
   */
  public Found measure(
      LiveEvent event, List<Representation> of, NumberRange period, DecisionIndex index) {
    return rates(
        event, of, period, part -> known.current(part, () -> measured(event, part, index)));
  }

  /** Returns the rates that were measured before, for a node that cannot rely on the index. */
  public Found remembered(LiveEvent event, List<Representation> of, NumberRange period) {
    return rates(event, of, period, known::remembered);
  }

  private static Found rates(
      LiveEvent event,
      List<Representation> of,
      NumberRange period,
      Function<Part, Answer<MeasuredMedia>> look) {
    Map<String, Long> rates = new HashMap<>();
    List<NumberRange> parts = AveragePeriod.parts(period);
    for (Representation representation : of) {
      MeasuredMedia all = MeasuredMedia.NONE;
      for (NumberRange numbers : parts) {
        Answer<MeasuredMedia> part =
            look.apply(new Part(event.track(representation.id()), numbers));
        if (part.value().isEmpty()) {
          return new Found.Unavailable(part.trouble());
        }
        all = all.plus(part.value().get());
      }
      all.rate(period.count()).ifPresent(rate -> rates.put(representation.id(), rate));
    }
    return new Found.Rates(Map.copyOf(rates));
  }

  private static Answer<MeasuredMedia> measured(LiveEvent event, Part part, DecisionIndex index) {
    TargetDuration target = TargetDuration.of(event.definition());
    MeasuredMedia media = MeasuredMedia.NONE;
    for (long n = part.numbers().first(); n <= part.numbers().last(); n++) {
      Lookup lookup = index.lookup(new SegmentAddress(part.track(), n));
      if (lookup instanceof Lookup.Unavailable unavailable) {
        return Answer.unavailable(unavailable.reason());
      }
      if (lookup instanceof Lookup.Decided decided) {
        media = media.plus(MeasuredMedia.of(event.schedule(), target, n, decided.decision()));
      }
    }
    return Answer.of(media);
  }

  /** Notes that a decision was accepted and is in the index. */
  public void accepted(SegmentAddress address) {
    known.accepted(address);
  }

  /** Notes that this node no longer learns of decisions about these tracks. */
  public void lost(Predicate<Track> tracks) {
    known.lost(tracks);
  }

  /** Forgets tracks that have ended. */
  public void forget(Predicate<Track> tracks) {
    known.forget(tracks);
  }
}
