package io.liveorigin.selector.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store whose changelog can be cut at any point after the last commit, as by a crash. */
public final class JournaledStore implements KeyValueStore<Bytes, byte[]> {
  private record Write(Bytes key, byte[] value) {}

  private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();
  private final List<Write> journal = new ArrayList<>();
  private int committed;
  private final List<Bytes> reads = new ArrayList<>();

  public void commit() {
    committed = journal.size();
  }

  /** Returns the number of gets of keys of these kinds since the beginning. */
  public long reads(String kinds) {
    return reads.stream().filter(key -> kinds.indexOf(key.get()[0]) >= 0).count();
  }

  /** Returns the number of puts and deletes of keys of these kinds since the beginning. */
  public long writes(String kinds) {
    return journal.stream().filter(write -> kinds.indexOf(write.key().get()[0]) >= 0).count();
  }

  /**
   * Returns the number of writes since the last commit, which may be lost together with the disk.
   */
  public int uncommitted() {
    return journal.size() - committed;
  }

  /** Restores the store from its changelog, without the last {@code lost} writes. */
  public void restoreWithout(int lost) {
    journal.subList(journal.size() - lost, journal.size()).clear();
    entries.clear();
    journal.forEach(this::apply);
  }

  /** Returns another store, restored from the changelog without the last {@code lost} writes. */
  public JournaledStore copyWithout(int lost) {
    JournaledStore copy = new JournaledStore();
    copy.journal.addAll(journal);
    copy.restoreWithout(lost);
    return copy;
  }

  private void apply(Write write) {
    if (write.value() == null) {
      entries.remove(write.key());
    } else {
      entries.put(write.key(), write.value());
    }
  }

  @Override
  public void put(Bytes key, byte[] value) {
    Write write = new Write(key, value);
    journal.add(write);
    apply(write);
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    byte[] before = entries.get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> all) {
    all.forEach(e -> put(e.key, e.value));
  }

  @Override
  public byte[] delete(Bytes key) {
    byte[] before = entries.get(key);
    put(key, null);
    return before;
  }

  @Override
  public byte[] get(Bytes key) {
    reads.add(key);
    return entries.get(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return over(entries.subMap(from, true, to, true));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    return over(entries.subMap(from, true, to, true).descendingMap());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return over(entries);
  }

  private static KeyValueIterator<Bytes, byte[]> over(NavigableMap<Bytes, byte[]> part) {
    var entries = List.copyOf(part.entrySet()).iterator();
    return new KeyValueIterator<>() {
      @Override
      public void close() {}

      @Override
      public Bytes peekNextKey() {
        throw new UnsupportedOperationException();
      }

      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public KeyValue<Bytes, byte[]> next() {
        Map.Entry<Bytes, byte[]> next = entries.next();
        return KeyValue.pair(next.getKey(), next.getValue());
      }
    };
  }

  @Override
  public long approximateNumEntries() {
    return entries.size();
  }

  @Override
  public String name() {
    return TaskEntries.NAME;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
