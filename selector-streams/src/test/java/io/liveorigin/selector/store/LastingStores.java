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

/** Stores that outlive the driver of a topology, which throws away whatever it was given. */
public final class LastingStores implements AutoCloseable {
  private final CandidateEntries candidates = new CandidateEntries();
  private final RocksChosenStore chosen = new RocksChosenStore("chosen");
  private final MemoryChosenStore chosenInits = new MemoryChosenStore("chosen-inits");

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

  public StoreBuilder<ChosenStore> chosen() {
    return new Builder(new Lasting(chosen));
  }

  public StoreBuilder<ChosenStore> chosenInits() {
    return new Builder(new Lasting(chosenInits));
  }

  /** How much the store of candidates holds, by the kind of its entries. */
  public long entries(Track track) {
    return new Candidates(StoredEntries.of(candidates))
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
      // The next driver goes on with it.
    }
  }

  private record Lasting(ChosenStore inner) implements ChosenStore {
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
      // The next driver goes on with it.
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

  private record Builder(ChosenStore store) implements StoreBuilder<ChosenStore> {
    @Override
    public String name() {
      return store.name();
    }

    @Override
    public ChosenStore build() {
      return store;
    }

    @Override
    public StoreBuilder<ChosenStore> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<ChosenStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<ChosenStore> withLoggingEnabled(Map<String, String> config) {
      return this;
    }

    @Override
    public StoreBuilder<ChosenStore> withLoggingDisabled() {
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
