package io.liveorigin.standalone.strict;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What a strict client met. Any thread. */
public final class StrictReport {
  /**
   * An answer that ends playback.
   *
   * @param at epoch ms
   * @param what path and status, or what is wrong with a manifest
   */
  public record Fault(long at, String what) {}

  private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Fault> busy = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicLong> counts = new TreeMap<>();
  private final AtomicLong slowest = new AtomicLong();

  void fault(long at, String what) {
    faults.add(new Fault(at, what));
  }

  /** 503: that it comes at all depends on the machine. */
  void busy(long at, String what) {
    busy.add(new Fault(at, what));
  }

  synchronized void got(String what, long millis) {
    counts.computeIfAbsent(what, key -> new AtomicLong()).incrementAndGet();
    slowest.accumulateAndGet(millis, Math::max);
  }

  /** Whatever would have ended playback, other than 503. */
  public List<Fault> faults() {
    return List.copyOf(faults);
  }

  /** Answers of 503, after which the client asked again. */
  public List<Fault> busy() {
    return List.copyOf(busy);
  }

  /** How many good answers of each kind: manifest, init, segment of each representation. */
  public synchronized Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>();
    counts.forEach((what, count) -> all.put(what, count.get()));
    return all;
  }

  @Override
  public String toString() {
    return "good "
        + counts()
        + ", slowest "
        + slowest.get()
        + " ms, 503 "
        + busy.size()
        + ", faults "
        + faults;
  }
}
