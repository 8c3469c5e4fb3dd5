package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.Json;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.life.TrackStore;
import io.liveorigin.selector.quarantine.Quarantine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 *   <li>{@code s} what is left of copies that wait to be checked ({@link Skeleton})
 *   <li>{@code w} number ranges that a mask change still has to look at
 *   <li>{@code u} addresses of which a copy could not be processed, with its pipelines
 *   <li>{@code t}, {@code a} notes about a track ({@link TrackNotes})
 * </ul>
 *
 * Stream thread only, but for {@link #initSegment}.
 */
public final class CandidateStore implements TrackState, TrackStore {
  /** Name of the Kafka Streams store underneath. */
  public static final String NAME = "candidates";

  private static final byte CANDIDATES = 'c';
  private static final byte PENDING = 'p';
  private static final byte INIT_BYTES = 'i';
  private static final byte CONTROL = 'k';
  private static final byte SKELETONS = 's';
  private static final byte WORK = 'w';
  private static final byte UNREADABLE = 'u';
  private static final String BETWEEN_PIPELINES = " ";
  private static final byte[] PRESENT = {};

  /** The kinds of entries that belong to a track: with it they go. */
  private static final byte[] OF_A_TRACK = {
    CANDIDATES, PENDING, INIT_BYTES, SKELETONS, UNREADABLE, TrackNotes.CADENCE, TrackNotes.ABSENCE
  };

  /** More than the numbers of a partition's tracks that are between first candidate and gone. */
  private static final int RECENT = 2_048;

  private final KeyValueStore<Bytes, byte[]> store;
  private final Quarantine quarantine;
  private final RecentCandidates recent = new RecentCandidates(RECENT);

  /** Outside of a task: what cannot be read is passed over and not told to anybody. */
  public CandidateStore(KeyValueStore<Bytes, byte[]> store) {
    this(store, new Quarantine("none", 0, System::currentTimeMillis, entry -> {}));
  }

  /**
   * @param quarantine guards each entry while all of a kind are read
   */
  public CandidateStore(KeyValueStore<Bytes, byte[]> store, Quarantine quarantine) {
    this.store = store;
    this.quarantine = quarantine;
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

  public void forgetInitSegment(InitAddress address, Digest digest) {
    store.delete(initKey(address, digest));
  }

  public void putInitSegment(InitAddress address, Digest digest, byte[] bytes) {
    store.put(initKey(address, digest), bytes);
  }

  /** The bytes of an init candidate, read from the store of its partition. */
  public static Optional<byte[]> initSegment(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, InitAddress address, Digest digest) {
    return Optional.ofNullable(store.get(initKey(address, digest)));
  }

  /** The bytes of an init candidate. */
  public Optional<byte[]> initSegment(InitAddress address, Digest digest) {
    return initSegment(store, address, digest);
  }

  /** What is left of the copies of a segment that could not be checked when they came. */
  public List<Skeleton> skeletons(SegmentAddress address) {
    byte[] value = store.get(key(SKELETONS, AddressKey.of(address)));
    return value == null ? List.of() : Skeleton.read(value);
  }

  /** Replaces them; none are forgotten. */
  public void putSkeletons(SegmentAddress address, List<Skeleton> skeletons) {
    Bytes key = key(SKELETONS, AddressKey.of(address));
    if (skeletons.isEmpty()) {
      store.delete(key);
    } else {
      store.put(key, Skeleton.write(skeletons));
    }
  }

  /** Every segment that has copies of that kind. */
  public void forEachWithSkeletons(Consumer<SegmentAddress> action) {
    forEach(SKELETONS, (key, value) -> action.accept((SegmentAddress) AddressKey.read(key, 1)));
  }

  /** A copy of the pipeline came and could not be processed: it is neither there nor absent. */
  public void markUnreadable(SegmentAddress address, String pipeline) {
    Set<String> pipelines = new TreeSet<>(unreadable(address));
    if (pipelines.add(pipeline)) {
      store.put(
          key(UNREADABLE, AddressKey.of(address)),
          String.join(BETWEEN_PIPELINES, pipelines).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The pipelines of which a copy of that number could not be processed. */
  public Set<String> unreadable(SegmentAddress address) {
    byte[] value = store.get(key(UNREADABLE, AddressKey.of(address)));
    return value == null
        ? Set.of()
        : Set.of(new String(value, StandardCharsets.UTF_8).split(BETWEEN_PIPELINES));
  }

  /**
   * Whether nothing of the address is recorded, neither a candidate nor a copy that could not be
   * processed; read from the store of its partition.
   */
  public static boolean knowsNothingOf(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, SegmentAddress address) {
    byte[] key = AddressKey.of(address);
    return store.get(key(CANDIDATES, key)) == null && store.get(key(UNREADABLE, key)) == null;
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

  /**
   * A range of one track that wants another look, the newest number first.
   *
   * @param track its identity
   */
  public record Work(String track, long from, long to) {
    public Work(Track track, long from, long to) {
      this(track.identity(), from, to);
    }

    public Track parsedTrack() {
      return Track.ofIdentity(track);
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
    forgetBelow(SKELETONS, track, number);
    forgetBelow(UNREADABLE, track, number);
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

  @Override
  public void ended(Track track) {
    recent.forget(track);
  }

  @Override
  public int tracks() {
    return recent.tracks();
  }

  @Override
  public Set<Track> storedTracks() {
    Set<Track> found = new HashSet<>();
    for (byte kind : OF_A_TRACK) {
      Bytes from = Bytes.wrap(new byte[] {kind});
      Bytes to = Bytes.wrap(new byte[] {(byte) (kind + 1)});
      Optional<Track> next = firstTrack(from, to);
      while (next.isPresent()) {
        found.add(next.get());
        next = firstTrack(key(kind, AddressKey.behind(next.get())), to);
      }
    }
    return found;
  }

  private Optional<Track> firstTrack(Bytes from, Bytes to) {
    try (KeyValueIterator<Bytes, byte[]> range = store.range(from, to)) {
      return range.hasNext()
          ? Optional.of(range.next().key.get())
              .filter(key -> key[0] == from.get()[0])
              .map(key -> AddressKey.readTrack(key, 1))
          : Optional.empty();
    }
  }

  @Override
  public int deleteSome(Track track, int limit) {
    int deleted = 0;
    for (byte kind : OF_A_TRACK) {
      List<Bytes> old = new ArrayList<>();
      try (KeyValueIterator<Bytes, byte[]> range =
          store.range(key(kind, AddressKey.prefix(track)), key(kind, AddressKey.behind(track)))) {
        while (range.hasNext() && deleted + old.size() < limit) {
          old.add(range.next().key);
        }
      }
      old.forEach(store::delete);
      deleted += old.size();
    }
    return deleted;
  }

  /** Deletes the bytes of a track's init segments but those with these digests. */
  public void keepInitSegments(InitAddress address, Set<Digest> kept) {
    byte[] prefix = AddressKey.of(address);
    Set<Bytes> keys = new HashSet<>();
    kept.forEach(digest -> keys.add(initKey(address, digest)));
    List<Bytes> old = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(key(INIT_BYTES, prefix), key(INIT_BYTES, AddressKey.behind(address.track())))) {
      range.forEachRemaining(
          entry -> {
            if (!keys.contains(entry.key)) {
              old.add(entry.key);
            }
          });
    }
    old.forEach(store::delete);
  }

  private void forEach(byte prefix, BiConsumer<byte[], byte[]> action) {
    Bytes from = Bytes.wrap(new byte[] {prefix});
    Bytes to = Bytes.wrap(new byte[] {(byte) (prefix + 1)});
    try (KeyValueIterator<Bytes, byte[]> range = store.range(from, to)) {
      while (range.hasNext()) {
        var entry = range.next();
        if (entry.key.get()[0] == prefix) {
          quarantine.step("restore", entry.key, () -> action.accept(entry.key.get(), entry.value));
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
