package io.liveorigin.serving.status;

import io.liveorigin.contract.address.EventId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Answers by status, of each declared event and of all requests. Any thread. */
public final class RequestTally {
  private final MeterRegistry meters;
  private final Map<Integer, Counter> all = new ConcurrentHashMap<>();
  private final Map<EventId, Map<Integer, LongAdder>> byEvent = new ConcurrentHashMap<>();

  public RequestTally(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Counts an answer to a request that names no declared event. */
  public void count(int status) {
    all.computeIfAbsent(
            status,
            key ->
                Counter.builder("serving.responses")
                    .description("Answers on the public port")
                    .tag("status", Integer.toString(key))
                    .register(meters))
        .increment();
  }

  /** Counts an answer about a declared event: their number is bounded, that of any text is not. */
  public void count(EventId event, int status) {
    count(status);
    byEvent
        .computeIfAbsent(event, key -> new ConcurrentHashMap<>())
        .computeIfAbsent(status, key -> new LongAdder())
        .increment();
  }

  public Map<String, Long> of(EventId event) {
    Map<String, Long> counts = new TreeMap<>();
    byEvent
        .getOrDefault(event, Map.of())
        .forEach((status, count) -> counts.put(status.toString(), count.sum()));
    return counts;
  }

  public Map<String, Long> all() {
    Map<String, Long> counts = new TreeMap<>();
    all.forEach((status, count) -> counts.put(status.toString(), (long) count.count()));
    return counts;
  }
}
