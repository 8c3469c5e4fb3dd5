package io.liveorigin.selector.store;

import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one write-buffer budget for all RocksDB instances of the process, so that
 * memory does not grow with the number of partitions. It lives as long as the process: RocksDB
 * instances that are closed late may still refer to it.
 */
public final class RocksMemory {
  private static final long CACHE_BYTES = 64L * 1024 * 1024;
  private static final long WRITE_BUFFER_BYTES = 32L * 1024 * 1024;
  private static final int BLOCK_BYTES = 16 * 1024;

  private static final class Holder {
    private static final RocksMemory SHARED = new RocksMemory();
  }

  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  private RocksMemory() {
    RocksDB.loadLibrary();
    cache = new LRUCache(CACHE_BYTES);
    writeBuffers = new WriteBufferManager(WRITE_BUFFER_BYTES, cache);
  }

  static RocksMemory shared() {
    return Holder.SHARED;
  }

  /** Applies the shared budgets; the filter belongs to the caller, who closes it. */
  BloomFilter configure(Options options, BlockBasedTableConfig table) {
    BloomFilter filter = new BloomFilter();
    table.setBlockCache(cache).setBlockSize(BLOCK_BYTES).setFilterPolicy(filter);
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table).setWriteBufferManager(writeBuffers);
    // The instances are small: two background jobs each would be 16 threads for 8 partitions.
    options.setMaxBackgroundJobs(2);
    return filter;
  }

  /**
   * Applies the same budgets to the built-in stores of Kafka Streams, which instantiates this
   * class.
   */
  public static final class ForStreams implements RocksDBConfigSetter {
    private BloomFilter filter;

    @Override
    public void setConfig(
        String storeName, Options options, java.util.Map<String, Object> configs) {
      // Neighbouring entries differ only in digests. The default of Kafka Streams is no
      // compression.
      options.setCompressionType(CompressionType.LZ4_COMPRESSION);
      filter = shared().configure(options, (BlockBasedTableConfig) options.tableFormatConfig());
    }

    @Override
    public void close(String storeName, Options options) {
      filter.close();
    }
  }
}
