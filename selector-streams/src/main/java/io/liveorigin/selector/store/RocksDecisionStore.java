package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.selector.task.Quarantine;
import java.io.File;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Decisions in RocksDB. The store keeps its own offset, written in one batch with the decision that
 * it belongs to, and its write-ahead log is on: after the process was killed, the store is exactly
 * as far as its offset says.
 *
 * <p>Reason for an offset of its own: {@code selections} is both written by this task and the
 * changelog of this store. Kafka Streams checkpoints such a store with the offset of the last
 * record <em>produced</em> ({@code StreamTask.checkpointableOffsets}, 4.3.1), which may not have
 * been read back yet; a restoration from there would leave out decisions. See ADR 2.
 *
 * <p>Reads come from any thread and take only a shared lock against closing, because native memory
 * must not be touched after that. They never wait for the stream thread.
 */
final class RocksDecisionStore implements DecisionStore {
  private static final byte DECISION = 'd';
  private static final byte[] OFFSET_KEY = {'o'};

  private final String name;
  private final ReadWriteLock openLock = new ReentrantReadWriteLock();
  private Options options;
  private BloomFilter filter;
  private WriteOptions writes;
  private RocksDB db;

  RocksDecisionStore(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    File directory = new File(new File(context.stateDir(), "decisions"), name);
    open(directory);
    context.register(
        root,
        (RecordBatchingStateRestoreCallback)
            records ->
                records.forEach(
                    record -> {
                      if (record.value() != null) {
                        restore(record.value(), record.offset(), record.timestamp());
                      }
                    }));
  }

  void open(File directory) {
    if (!directory.isDirectory() && !directory.mkdirs()) {
      throw failed("create " + directory, null);
    }
    options =
        new Options()
            .setCreateIfMissing(true)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferSize(8L * 1024 * 1024);
    filter = RocksMemory.shared().configure(options, new BlockBasedTableConfig());
    writes = new WriteOptions();
    try {
      db = RocksDB.open(options, directory.getAbsolutePath());
    } catch (RocksDBException e) {
      closeOptions();
      throw failed("open " + directory, e);
    }
  }

  /**
   * Passes again over a record that cannot be read: it was passed over and reported when it came.
   */
  private void restore(byte[] json, long offset, long time) {
    try {
      apply(json, offset, time);
    } catch (RuntimeException | StackOverflowError e) {
      Quarantine.rethrowUnlessInputsFault(e);
    }
  }

  /** Writes the offset in any case: a record that cannot be read now cannot be read later. */
  @Override
  public Applied apply(byte[] json, long offset, long time) {
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(OFFSET_KEY, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
      try {
        Decision decision = DecisionJson.read(json);
        long early = decision.early(time);
        if (early > 0) {
          return new Applied.TooEarly(decision, early);
        }
        if (decision.late(time)) {
          return new Applied.TooLate(decision);
        }
        if (!follows(decision)) {
          return new Applied.Ignored();
        }
        batch.put(key(decision.address()), CompactDecision.write(decision));
        return new Applied.Accepted(decision);
      } finally {
        db.write(writes, batch);
      }
    } catch (RocksDBException e) {
      throw failed("write a decision", e);
    }
  }

  private boolean follows(Decision decision) {
    try {
      // The revision is stored first, so the rest of the value is not read.
      byte[] stored = db.get(key(decision.address()));
      int current = stored == null ? 0 : CompactDecision.revision(stored);
      return decision.revision() == current + 1;
    } catch (RocksDBException e) {
      throw failed("read " + decision.address(), e);
    }
  }

  @Override
  public Optional<Decision> get(Address address) {
    openLock.readLock().lock();
    try {
      if (db == null) {
        throw failed("read " + address + ": the store is closed", null);
      }
      byte[] value = db.get(key(address));
      return value == null ? Optional.empty() : Optional.of(CompactDecision.read(address, value));
    } catch (RocksDBException e) {
      throw failed("read " + address, e);
    } finally {
      openLock.readLock().unlock();
    }
  }

  @Override
  public void forgetBelow(Track track, long number) {
    try {
      db.deleteRange(
          writes, prefixed(AddressKey.of(track, 0)), prefixed(AddressKey.of(track, number)));
    } catch (RocksDBException e) {
      throw failed("forget old decisions of " + track, e);
    }
  }

  @Override
  public Set<Track> storedTracks() {
    Set<Track> found = new HashSet<>();
    try (RocksIterator entries = db.newIterator()) {
      entries.seek(new byte[] {DECISION});
      while (entries.isValid() && entries.key()[0] == DECISION) {
        Track track = AddressKey.readTrack(entries.key(), 1);
        found.add(track);
        entries.seek(prefixed(AddressKey.behind(track)));
      }
      entries.status();
    } catch (RocksDBException e) {
      throw failed("list its tracks", e);
    }
    return found;
  }

  /** Deletes all entries of the track at once: for RocksDB that is one small write. */
  @Override
  public int deleteSome(Track track, int limit) {
    try {
      db.deleteRange(
          writes, prefixed(AddressKey.prefix(track)), prefixed(AddressKey.behind(track)));
      return 0;
    } catch (RocksDBException e) {
      throw failed("forget the decisions of " + track, e);
    }
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  @SuppressWarnings("deprecation")
  public boolean managesOffsets() {
    return true;
  }

  @Override
  public Long committedOffset(TopicPartition partition) {
    try {
      byte[] value = db.get(OFFSET_KEY);
      return value == null ? null : ByteBuffer.wrap(value).getLong();
    } catch (RocksDBException e) {
      throw failed("read the offset", e);
    }
  }

  /**
   * Has nothing to do as a rule: each decision went to the write-ahead log together with its
   * offset.
   *
   * <p>An empty map means that Kafka Streams cannot continue the changelog from the stored offset:
   * the topic's retention has passed it while this node was away ({@code
   * ProcessorStateManager.commit}, 4.3.1). Then the topic is read from its beginning; decisions
   * that are stored already stay as they are.
   */
  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    if (changelogOffsets.isEmpty()) {
      try {
        db.delete(writes, OFFSET_KEY);
      } catch (RocksDBException e) {
        throw failed("forget the offset", e);
      }
    }
  }

  @Override
  public boolean isOpen() {
    return db != null;
  }

  @Override
  public void close() {
    openLock.writeLock().lock();
    try {
      if (db != null) {
        db.close();
        db = null;
        closeOptions();
      }
    } finally {
      openLock.writeLock().unlock();
    }
  }

  private void closeOptions() {
    writes.close();
    options.close();
    filter.close();
  }

  private static byte[] key(Address address) {
    return prefixed(AddressKey.of(address));
  }

  private static byte[] prefixed(byte[] key) {
    return ByteBuffer.allocate(key.length + 1).put(DECISION).put(key).array();
  }

  private OriginException failed(String what, Throwable cause) {
    String why = cause == null ? "" : ": " + cause.getMessage();
    return new OriginException(
        ErrorCode.STORAGE_UNAVAILABLE, "store " + name + " could not " + what + why, cause);
  }
}
