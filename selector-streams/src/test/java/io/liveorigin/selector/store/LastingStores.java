package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;

/**
 * Stores that outlive the driver of a topology. The driver discards the stores that it is given.
 */
public final class LastingStores implements AutoCloseable {
  private final CandidateEntries candidates = new CandidateEntries();
  private final RocksDecisionStore chosen = new RocksDecisionStore("chosen");
  private final MemoryDecisionStore chosenInits = new MemoryDecisionStore("chosen-inits");

  public LastingStores(Path directory) {
    chosen.open(directory.toFile());
  }

  public KeyValueBytesStoreSupplier candidates() {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return TaskEntries.NAME;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return candidates;
      }

      @Override
      public String metricsScope() {
        return "lasting";
      }
    };
  }

  public StoreBuilder<DecisionStore> chosen() {
    return new Builder(new Lasting(chosen));
  }

  public StoreBuilder<DecisionStore> chosenInits() {
    return new Builder(new Lasting(chosenInits));
  }

  /** Returns how many segment numbers of a track have candidates in the store, at most 100,000. */
  public long entries(Track track) {
    return new CandidateStore(StoredEntries.of(candidates))
        .newestFirst(track, 0, Long.MAX_VALUE, 100_000)
        .size();
  }

  public long entries() {
    return candidates.approximateNumEntries();
  }

  @Override
  public void close() {
    chosen.close();
  }

  private static final class CandidateEntries extends InMemoryKeyValueStore {
    CandidateEntries() {
      super(TaskEntries.NAME);
    }

    @Override
    public void close() {
      // The next driver continues to use it.
    }
  }

  private record Lasting(DecisionStore inner) implements DecisionStore {
    @Override
    public Applied apply(byte[] decision, long offset, long time) {
      return inner.apply(decision, offset, time);
    }

    @Override
    public Set<Track> storedTracks() {
      return inner.storedTracks();
    }

    @Override
    public int deleteSome(Track track, int limit) {
      return inner.deleteSome(track, limit);
    }

    @Override
    public Optional<Decision> get(Address address) {
      return inner.get(address);
    }

    @Override
    public void forgetBelow(Track track, long number) {
      inner.forgetBelow(track, number);
    }

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
      context.register(root, (key, value) -> {});
    }

    @Override
    public void close() {
      // The next driver continues to use it.
    }

    @Override
    public boolean persistent() {
      return false;
    }

    @Override
    public boolean isOpen() {
      return true;
    }
  }

  private record Builder(DecisionStore store) implements StoreBuilder<DecisionStore> {
    @Override
    public String name() {
      return store.name();
    }

    @Override
    public DecisionStore build() {
      return store;
    }

    @Override
    public StoreBuilder<DecisionStore> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<DecisionStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<DecisionStore> withLoggingEnabled(Map<String, String> config) {
      return this;
    }

    @Override
    public StoreBuilder<DecisionStore> withLoggingDisabled() {
      return this;
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
