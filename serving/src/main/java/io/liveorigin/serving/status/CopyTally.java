package io.liveorigin.serving.status;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The copies that each pipeline of each event published, since this node started: it notes what the
 * selector has found, and computes nothing. The caller bounds the events and pipelines. Any thread.
 */
public final class CopyTally {
  /**
   * The copies of one pipeline for one event.
   *
   * @param latest arrival of the latest segment, epoch ms; empty before the first
   * @param count segments
   * @param defects defects by kind; {@code x-*} as {@code custom}
   */
  public record PipelineCopies(OptionalLong latest, long count, Map<String, Long> defects) {}

  private static final class Counts {
    private final LongAdder copies = new LongAdder();
    private final Map<DefectKind, LongAdder> defects = new ConcurrentHashMap<>();

    /** Two partitions of an event may write at once; whichever is kept is a few ms off at most. */
    private volatile long latest = Long.MIN_VALUE;
  }

  private final Map<EventId, Map<String, Counts>> byEvent = new ConcurrentHashMap<>();
  private final Map<EventId, LongAdder> fillers = new ConcurrentHashMap<>();

  /** Notes a segment of a declared pipeline of a declared event. */
  public void read(EventId event, Candidate candidate) {
    Counts counts =
        byEvent
            .computeIfAbsent(event, key -> new ConcurrentHashMap<>())
            .computeIfAbsent(candidate.pipeline(), key -> new Counts());
    counts.copies.increment();
    if (candidate.arrival() > counts.latest) {
      counts.latest = candidate.arrival();
    }
    for (Defect defect : candidate.defects()) {
      DefectKind.of(defect.name())
          .ifPresent(
              kind -> counts.defects.computeIfAbsent(kind, k -> new LongAdder()).increment());
    }
  }

  /** Notes a decision for a filler. */
  public void filled(EventId event) {
    fillers.computeIfAbsent(event, key -> new LongAdder()).increment();
  }

  /** Forgets an event that has ended. */
  public void forget(EventId event) {
    byEvent.remove(event);
    fillers.remove(event);
  }

  /** Returns what the pipeline published for the event. */
  public PipelineCopies of(EventId event, String pipeline) {
    Counts counts = byEvent.getOrDefault(event, Map.of()).get(pipeline);
    if (counts == null) {
      return new PipelineCopies(OptionalLong.empty(), 0, Map.of());
    }
    Map<String, Long> defects = new TreeMap<>();
    counts.defects.forEach((kind, count) -> defects.put(kind.wire(), count.sum()));
    long latest = counts.latest;
    return new PipelineCopies(
        latest == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(latest),
        counts.copies.sum(),
        defects);
  }

  /** Returns how often a filler was decided for the event. */
  public long fillers(EventId event) {
    LongAdder count = fillers.get(event);
    return count == null ? 0 : count.sum();
  }

  /** Number of events that are counted. */
  public int events() {
    return byEvent.size();
  }
}
