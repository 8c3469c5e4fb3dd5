package io.liveorigin.serving.bytes.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Keeps the newest entries within a bounded weight: the oldest entry is evicted first. Not a
 * frequency cache on purpose: that would rather keep the popular segment of a minute ago than admit
 * the one that every viewer is about to request. Reads take no lock.
 */
public final class FifoMap<K, V> {
  private record Entry<V>(V value, long weight) {}

  private final long capacity;
  private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
  private final Object writing = new Object();

  /** Same keys as {@link #entries}, oldest first; guarded by {@link #writing}. */
  private final LinkedHashMap<K, Long> order = new LinkedHashMap<>();

  private volatile long weight;

  /**
   * Creates an empty map.
   *
   * @param capacity largest sum of weights
   */
  public FifoMap(long capacity) {
    this.capacity = capacity;
  }

  /** Adds or replaces an entry, as the newest. An entry heavier than the whole map is not kept. */
  public void put(K key, V value, long entryWeight) {
    synchronized (writing) {
      removeLocked(key);
      if (entryWeight > capacity) {
        return;
      }
      Iterator<Map.Entry<K, Long>> oldest = order.entrySet().iterator();
      while (weight + entryWeight > capacity) {
        Map.Entry<K, Long> evicted = oldest.next();
        oldest.remove();
        entries.remove(evicted.getKey());
        weight -= evicted.getValue();
      }
      order.put(key, entryWeight);
      entries.put(key, new Entry<>(value, entryWeight));
      weight += entryWeight;
    }
  }

  public Optional<V> get(K key) {
    Entry<V> entry = entries.get(key);
    return entry == null ? Optional.empty() : Optional.of(entry.value());
  }

  /**
   * Calls {@code entry} with each entry, in no order; may miss entries that are added or removed
   * meanwhile.
   */
  public void forEach(BiConsumer<K, V> entry) {
    entries.forEach((key, kept) -> entry.accept(key, kept.value()));
  }

  public void remove(K key) {
    synchronized (writing) {
      removeLocked(key);
    }
  }

  public void removeIf(Predicate<K> condition) {
    synchronized (writing) {
      entries.keySet().stream().filter(condition).toList().forEach(this::removeLocked);
    }
  }

  private void removeLocked(K key) {
    Long removed = order.remove(key);
    if (removed != null) {
      entries.remove(key);
      weight -= removed;
    }
  }

  /** Sum of the weights of all entries. */
  public long weight() {
    return weight;
  }

  public int size() {
    return entries.size();
  }
}
