package io.liveorigin.selector.store;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/** How Kafka Streams builds and finds the {@link ChosenStore}s. */
public final class ChosenStores {
  private ChosenStores() {}

  public static StoreBuilder<ChosenStore> inRocksDb(String name) {
    return new Builder(name, RocksChosenStore::new);
  }

  public static StoreBuilder<ChosenStore> inMemory(String name) {
    return new Builder(name, MemoryChosenStore::new);
  }

  /** For interactive queries (IQv1) of one partition. */
  public static QueryableStoreType<ChosenStore> queryable() {
    return new QueryableStoreType<>() {
      @Override
      public boolean accepts(StateStore store) {
        return store instanceof ChosenStore;
      }

      @Override
      public ChosenStore create(StateStoreProvider provider, String storeName) {
        var stores = provider.stores(storeName, this);
        if (stores.size() != 1) {
          throw new org.apache.kafka.streams.errors.InvalidStateStoreException(
              "expected one partition of " + storeName + " here, found " + stores.size());
        }
        return stores.get(0);
      }
    };
  }

  /** The topic is the changelog, so logging and caching are not for the caller to choose. */
  private record Builder(String name, Function<String, ChosenStore> factory)
      implements StoreBuilder<ChosenStore> {
    @Override
    public ChosenStore build() {
      return factory.apply(name);
    }

    @Override
    public StoreBuilder<ChosenStore> withCachingEnabled() {
      throw new UnsupportedOperationException("decisions are never cached before the log has them");
    }

    @Override
    public StoreBuilder<ChosenStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<ChosenStore> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException("the selections topic is the changelog");
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
