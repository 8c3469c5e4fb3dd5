package io.liveorigin.selector.store;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.selector.life.StoredTrackState;
import io.liveorigin.selector.life.WindowState;
import io.liveorigin.selector.task.Quarantine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The entries of a task's store of candidates, which has a changelog: everything that a task stores
 * besides the decisions. {@link EntryKind} lists the kinds and the class that reads and writes each
 * of them. Operations on entries of several kinds are here: entries are deleted with their track,
 * and with their number. Stream thread only; other threads use an {@link EntryQuery}.
 */
public final class TaskEntries implements StoredTrackState, WindowState {
  /** Name of the Kafka Streams store underneath. */
  public static final String NAME = "candidates";

  private final KeyValueStore<Bytes, byte[]> store;
  private final Quarantine quarantine;

  /**
   * @param quarantine guards each entry while all entries of a kind are read
   */
  public TaskEntries(KeyValueStore<Bytes, byte[]> store, Quarantine quarantine) {
    this.store = store;
    this.quarantine = quarantine;
  }

  Optional<byte[]> get(Bytes key) {
    return Optional.ofNullable(store.get(key));
  }

  void put(Bytes key, byte[] value) {
    store.put(key, value);
  }

  void delete(Bytes key) {
    store.delete(key);
  }

  /**
   * Reads all entries of a kind. One that cannot be read is quarantined, and the others are read.
   *
   * @param action takes the whole key, with its prefix, and the value
   */
  void forEach(EntryKind kind, BiConsumer<byte[], byte[]> action) {
    try (KeyValueIterator<Bytes, byte[]> range = store.range(kind.first(), kind.behind())) {
      while (range.hasNext()) {
        var entry = range.next();
        if (kind.has(entry.key)) {
          quarantine.step("restore", entry.key, () -> action.accept(entry.key.get(), entry.value));
        }
      }
    }
  }

  /** Numbers of a track that have an entry, newest first, at most {@code limit} of them. */
  List<SegmentAddress> newestFirst(EntryKind kind, Track track, long from, long to, int limit) {
    List<SegmentAddress> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.reverseRange(
            kind.key(AddressKey.of(track, from)), kind.key(AddressKey.of(track, to)))) {
      while (range.hasNext() && found.size() < limit) {
        found.add(address(range.next().key));
      }
    }
    return found;
  }

  /** Deletes the entries of a track of one kind, except those with these keys. */
  void keepOnly(EntryKind kind, Track track, Set<Bytes> kept) {
    List<Bytes> old = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range = ofTrack(kind, track)) {
      range.forEachRemaining(
          entry -> {
            if (!kept.contains(entry.key)) {
              old.add(entry.key);
            }
          });
    }
    old.forEach(store::delete);
  }

  @Override
  public void forgetBelow(Track track, long number) {
    EntryKind.OF_A_NUMBER.forEach(kind -> forgetBelow(kind, track, number));
  }

  private void forgetBelow(EntryKind kind, Track track, long number) {
    List<Bytes> old = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(kind.key(AddressKey.of(track, 0)), kind.key(AddressKey.of(track, number)))) {
      while (range.hasNext()) {
        Bytes key = range.next().key;
        if (address(key).number() < number) {
          old.add(key);
        }
      }
    }
    old.forEach(store::delete);
  }

  @Override
  public Set<Track> storedTracks() {
    Set<Track> found = new HashSet<>();
    for (EntryKind kind : EntryKind.OF_A_TRACK) {
      Optional<Track> next = firstTrack(kind, kind.first());
      while (next.isPresent()) {
        found.add(next.get());
        next = firstTrack(kind, kind.key(AddressKey.behind(next.get())));
      }
    }
    return found;
  }

  private Optional<Track> firstTrack(EntryKind kind, Bytes from) {
    try (KeyValueIterator<Bytes, byte[]> range = store.range(from, kind.behind())) {
      return range.hasNext()
          ? Optional.of(range.next().key)
              .filter(kind::has)
              .map(key -> AddressKey.readTrack(key.get(), EntryKind.PREFIX_BYTES))
          : Optional.empty();
    }
  }

  @Override
  public int deleteSome(Track track, int limit) {
    int deleted = 0;
    for (EntryKind kind : EntryKind.OF_A_TRACK) {
      List<Bytes> old = new ArrayList<>();
      try (KeyValueIterator<Bytes, byte[]> range = ofTrack(kind, track)) {
        while (range.hasNext() && deleted + old.size() < limit) {
          old.add(range.next().key);
        }
      }
      old.forEach(store::delete);
      deleted += old.size();
    }
    return deleted;
  }

  private KeyValueIterator<Bytes, byte[]> ofTrack(EntryKind kind, Track track) {
    return store.range(kind.key(AddressKey.prefix(track)), kind.key(AddressKey.behind(track)));
  }

  private static SegmentAddress address(Bytes key) {
    return (SegmentAddress) AddressKey.read(key.get(), EntryKind.PREFIX_BYTES);
  }
}
