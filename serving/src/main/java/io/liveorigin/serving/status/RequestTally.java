package io.liveorigin.serving.status;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts responses by status, for each declared event and for all requests. Any thread. */
public final class RequestTally {
  private static final int STATUSES = 600;

  private final MeterRegistry meters;
  private final ControlState control;

  /** Indexed by status, because counting is part of every response. */
  private final AtomicReferenceArray<Counter> all = new AtomicReferenceArray<>(STATUSES);

  private final Map<EventId, AtomicReferenceArray<LongAdder>> byEvent = new ConcurrentHashMap<>();

  /**
   * @param control notifies this tally when an event ends, so that its counts are forgotten
   */
  public RequestTally(MeterRegistry meters, ControlState control) {
    this.meters = meters;
    this.control = control;
    control.whenEnded(event -> byEvent.remove(event.id()));
  }

  /** Counts a response to a request that names no declared event. */
  public void count(int status) {
    Counter counter = all.get(status);
    if (counter == null) {
      // The registry gives another thread that gets here the same counter.
      counter =
          MeterRegistration.counter(meters, ServingMetric.RESPONSES, Integer.toString(status));
      all.set(status, counter);
    }
    counter.increment();
  }

  /**
   * Counts a response about a declared event. The number of declared events is bounded; that of
   * arbitrary names is not.
   */
  public void count(EventId event, int status) {
    count(status);
    AtomicReferenceArray<LongAdder> counts = byEvent.get(event);
    if (counts == null) {
      counts = byEvent.computeIfAbsent(event, key -> new AtomicReferenceArray<>(STATUSES));
      if (control.event(event).isEmpty()) {
        // The event ended while the responses to its last requests were sent.
        byEvent.remove(event);
      }
    }
    LongAdder count = counts.get(status);
    if (count == null) {
      counts.compareAndSet(status, null, new LongAdder());
      count = counts.get(status);
    }
    count.increment();
  }

  public Map<String, Long> of(EventId event) {
    Map<String, Long> counts = new TreeMap<>();
    AtomicReferenceArray<LongAdder> known = byEvent.get(event);
    for (int status = 0; known != null && status < STATUSES; status++) {
      if (known.get(status) != null) {
        counts.put(Integer.toString(status), known.get(status).sum());
      }
    }
    return counts;
  }

  /** Number of events that are counted. */
  public int events() {
    return byEvent.size();
  }

  public Map<String, Long> all() {
    Map<String, Long> counts = new TreeMap<>();
    for (int status = 0; status < STATUSES; status++) {
      if (all.get(status) != null) {
        counts.put(Integer.toString(status), (long) all.get(status).count());
      }
    }
    return counts;
  }
}
