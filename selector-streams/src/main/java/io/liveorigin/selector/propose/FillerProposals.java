package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.FillerRecipe;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.selector.fill.FillerOrder;
import io.liveorigin.selector.fill.FillerProvider;
import io.liveorigin.selector.fill.FillerResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fillers for numbers that no pipeline has published. Proposes nothing itself. Stream thread.
 */
public final class FillerProposals {
  /**
   * How long after it is missing a number waits for its filler: less than requests are held for it.
   */
  static final long WAIT_MILLIS = 300;

  /** Numbers that are searched for a source: with 2 s segments, two minutes. */
  private static final int LOOKED_THROUGH = 64;

  private static final int MOST_ASKED = 4_096;

  /** A query that comes this much later has another reason, so it starts a new wait. */
  private static final long FORGOTTEN_MILLIS = 10_000;

  private static final Defect FILLER =
      Defect.of(DefectKind.FILLER, DefectSource.SELECTOR, Map.of());

  /**
   * A filler as the winner of a decision.
   *
   * @param winner the filler
   * @param from the recipe from which it was made
   */
  record Filling(Candidate winner, FillerRecipe from) {}

  /**
   * Since when each filler that is not made yet has been waited for, epoch ms; only the newest
   * entries.
   */
  private final Map<SegmentAddress, Long> asked =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SegmentAddress, Long> eldest) {
          return size() > MOST_ASKED;
        }
      };

  private final FillerProvider source;
  private final CurrentDecisions decisions;

  public FillerProposals(FillerProvider source, CurrentDecisions decisions) {
    this.source = source;
    this.decisions = decisions;
  }

  /** Whether numbers of that track are filled at all. */
  static boolean wanted(LiveEvent event, SegmentAddress address) {
    return type(event, address).filter(event.definition().fills()::fills).isPresent();
  }

  private static Optional<ContentType> type(LiveEvent event, SegmentAddress address) {
    return event
        .definition()
        .representation(address.track().representation())
        .map(Representation::contentType);
  }

  /** Starts to make the filler, which will be needed unless a copy comes. */
  void prepare(LiveEvent event, SegmentAddress address) {
    Optional<FillerOrder> order = order(event, address);
    if (order.isPresent() && source.filler(order.get()).isEmpty()) {
      asked.put(address, event.missing(address));
    }
  }

  /**
   * Whether there is nothing more to wait for: the filler is made, or cannot be made, or was
   * requested long ago. A mask must not wait for Kafka.
   *
   * @param first whether the number has no decision yet: then it is due when it is missing
   * @param now epoch ms
   */
  boolean settled(LiveEvent event, SegmentAddress address, boolean first, long now) {
    Optional<FillerOrder> order = order(event, address);
    if (order.isEmpty() || source.filler(order.get()).isPresent()) {
      asked.remove(address);
      return true;
    }
    long since =
        asked.merge(address, now, (then, again) -> again - then > FORGOTTEN_MILLIS ? again : then);
    return now >= (first ? Math.max(event.missing(address), since) : since) + WAIT_MILLIS;
  }

  /** The filler, if it is made. */
  Optional<Filling> of(LiveEvent event, SegmentAddress address) {
    Optional<FillerOrder> order = order(event, address);
    return order
        .flatMap(source::filler)
        .filter(FillerResult.Made.class::isInstance)
        .map(made -> filling(order.get(), (FillerResult.Made) made));
  }

  private static Filling filling(FillerOrder order, FillerResult.Made made) {
    Candidate like = order.source().map(FillerOrder.Source::copy).orElse(order.init());
    Candidate winner =
        new Candidate(
            PipelineNameRules.ORIGIN,
            like.position(),
            made.digest(),
            made.size(),
            like.contentType(),
            order.event().missing(order.address()),
            made.facts(),
            List.of(FILLER));
    Optional<FillerRecipe.Source> from =
        order
            .source()
            .map(s -> new FillerRecipe.Source(s.number(), s.copy().digest(), s.copy().size()));
    return new Filling(winner, new FillerRecipe(order.init().digest(), from, made.version()));
  }

  private Optional<FillerOrder> order(LiveEvent event, SegmentAddress address) {
    if (!wanted(event, address)) {
      return Optional.empty();
    }
    Optional<FillerOrder.Source> before = before(address);
    boolean text = type(event, address).filter(t -> t == ContentType.TEXT).isPresent();
    return decisions
        .current(new InitAddress(address.track()))
        .flatMap(inits -> inits.initAt(address.number()))
        .filter(init -> init.valid() && (text || before.isPresent()))
        .map(init -> new FillerOrder(event, address, init, before));
  }

  private long inForceFrom(SegmentAddress address) {
    return decisions
        .current(new InitAddress(address.track()))
        .map(inits -> inits.changes().from(address.number()))
        .orElse(0L);
  }

  /** The newest earlier number that is served with a clean copy, and that copy. */
  private Optional<FillerOrder.Source> before(SegmentAddress address) {
    // Segments of another init segment cannot be decoded with this one.
    long last = Math.max(inForceFrom(address), address.number() - LOOKED_THROUGH);
    for (long number = address.number() - 1; number >= last; number--) {
      Optional<Candidate> served =
          decisions
              .current(new SegmentAddress(address.track(), number))
              .flatMap(Decision::winner)
              .filter(Candidate::valid);
      if (served.isPresent()) {
        return Optional.of(new FillerOrder.Source(number, served.get()));
      }
    }
    return Optional.empty();
  }
}
