package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What a task knows beside the decisions, in one changelogged store, by key prefix:
 *
 * <ul>
 *   <li>{@code c} candidates of an address
 *   <li>{@code p} addresses that have candidates but no final decision yet
 *   <li>{@code i} bytes of init segments, by track and digest
 *   <li>{@code k} the latest control records
 *   <li>{@code w} number ranges that a mask change still has to look at
 *   <li>{@code t}, {@code a} notes about a track ({@link TrackNotes})
 * </ul>
 *
 * Stream thread only, but for {@link #initSegment}.
 */
public final class CandidateStore {
  /** Name of the Kafka Streams store underneath. */
  public static final String NAME = "candidates";

  private static final byte CANDIDATES = 'c';
  private static final byte PENDING = 'p';
  private static final byte INIT_BYTES = 'i';
  private static final byte CONTROL = 'k';
  private static final byte WORK = 'w';
  private static final byte[] PRESENT = {};

  /** More than the numbers of a partition's tracks that are between first candidate and gone. */
  private static final int RECENT = 2_048;

  private final KeyValueStore<Bytes, byte[]> store;
  private final RecentCandidates recent = new RecentCandidates(RECENT);

  public CandidateStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  public List<Candidate> candidates(Address address) {
    Optional<List<Candidate>> known = recent.get(address);
    if (known.isPresent()) {
      return known.get();
    }
    byte[] value = store.get(key(CANDIDATES, AddressKey.of(address)));
    List<Candidate> read = value == null ? List.of() : CompactCandidates.read(value);
    recent.put(address, read);
    return read;
  }

  public void putCandidates(Address address, List<Candidate> candidates) {
    store.put(key(CANDIDATES, AddressKey.of(address)), CompactCandidates.write(candidates));
    recent.put(address, List.copyOf(candidates));
  }

  public void markPending(Address address) {
    store.put(key(PENDING, AddressKey.of(address)), PRESENT);
  }

  public void clearPending(Address address) {
    store.delete(key(PENDING, AddressKey.of(address)));
  }

  public void forEachPending(Consumer<Address> action) {
    forEach(PENDING, (key, value) -> action.accept(AddressKey.read(key, 1)));
  }

  public void putInitSegment(InitAddress address, Digest digest, byte[] bytes) {
    store.put(initKey(address, digest), bytes);
  }

  /** The bytes of an init candidate, read from the store of its partition. */
  public static Optional<byte[]> initSegment(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, InitAddress address, Digest digest) {
    return Optional.ofNullable(store.get(initKey(address, digest)));
  }

  /** Whether a candidate of the address is recorded, read from the store of its partition. */
  public static boolean hasCandidates(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, SegmentAddress address) {
    return store.get(key(CANDIDATES, AddressKey.of(address))) != null;
  }

  public void putControl(String key, Optional<byte[]> value) {
    Bytes storeKey = key(CONTROL, key.getBytes(StandardCharsets.UTF_8));
    if (value.isPresent()) {
      store.put(storeKey, value.get());
    } else {
      store.delete(storeKey);
    }
  }

  public void forEachControl(BiConsumer<String, byte[]> action) {
    forEach(
        CONTROL,
        (key, value) ->
            action.accept(new String(key, 1, key.length - 1, StandardCharsets.UTF_8), value));
  }

  /** A range of one track that wants another look, the newest number first. */
  public record Work(String track, long from, long to) {
    public Track parsedTrack() {
      return Track.parse(track);
    }
  }

  public void putWork(Work work) {
    store.put(workKey(work), Json.write(work));
  }

  public void clearWork(Work work) {
    store.delete(workKey(work));
  }

  public List<Work> work() {
    List<Work> found = new ArrayList<>();
    forEach(WORK, (key, value) -> found.add(Json.read(value, Work.class)));
    return found;
  }

  /** Numbers of a track that have candidates, newest first, at most {@code limit} of them. */
  public List<SegmentAddress> newestFirst(Track track, long from, long to, int limit) {
    List<SegmentAddress> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.reverseRange(
            key(CANDIDATES, AddressKey.of(track, from)),
            key(CANDIDATES, AddressKey.of(track, to)))) {
      while (range.hasNext() && found.size() < limit) {
        found.add((SegmentAddress) AddressKey.read(range.next().key.get(), 1));
      }
    }
    return found;
  }

  /** Forgets the numbers of a track below {@code number}; returns how many. */
  public int forgetBelow(Track track, long number) {
    recent.forgetBelow(track, number);
    return forgetBelow(CANDIDATES, track, number) + forgetBelow(PENDING, track, number);
  }

  private int forgetBelow(byte prefix, Track track, long number) {
    List<Bytes> old = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(
            key(prefix, AddressKey.of(track, 0)), key(prefix, AddressKey.of(track, number)))) {
      while (range.hasNext()) {
        Bytes key = range.next().key;
        if (((SegmentAddress) AddressKey.read(key.get(), 1)).number() < number) {
          old.add(key);
        }
      }
    }
    old.forEach(store::delete);
    return old.size();
  }

  private void forEach(byte prefix, BiConsumer<byte[], byte[]> action) {
    Bytes from = Bytes.wrap(new byte[] {prefix});
    Bytes to = Bytes.wrap(new byte[] {(byte) (prefix + 1)});
    try (KeyValueIterator<Bytes, byte[]> range = store.range(from, to)) {
      while (range.hasNext()) {
        var entry = range.next();
        if (entry.key.get()[0] == prefix) {
          action.accept(entry.key.get(), entry.value);
        }
      }
    }
  }

  private static Bytes workKey(Work work) {
    return key(
        WORK,
        (work.track() + "/" + work.from() + "-" + work.to()).getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes initKey(InitAddress address, Digest digest) {
    byte[] track = AddressKey.of(address);
    byte[] sha = digest.bytes();
    return key(
        INIT_BYTES, ByteBuffer.allocate(track.length + sha.length).put(track).put(sha).array());
  }

  private static Bytes key(byte prefix, byte[] rest) {
    return Bytes.wrap(ByteBuffer.allocate(rest.length + 1).put(prefix).put(rest).array());
  }
}
