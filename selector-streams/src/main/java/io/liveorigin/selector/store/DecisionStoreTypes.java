package io.liveorigin.selector.store;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/** Describes to Kafka Streams how to build and find the {@link DecisionStore}s. */
public final class DecisionStoreTypes {
  private DecisionStoreTypes() {}

  public static StoreBuilder<DecisionStore> inRocksDb(String name) {
    return new Builder(name, RocksDecisionStore::new);
  }

  public static StoreBuilder<DecisionStore> inMemory(String name) {
    return new Builder(name, MemoryDecisionStore::new);
  }

  /** For interactive queries (IQv1) of one partition. */
  public static QueryableStoreType<DecisionStore> queryable() {
    return new QueryableStoreType<>() {
      @Override
      public boolean accepts(StateStore store) {
        return store instanceof DecisionStore;
      }

      @Override
      public DecisionStore create(StateStoreProvider provider, String storeName) {
        var stores = provider.stores(storeName, this);
        if (stores.size() != 1) {
          throw new org.apache.kafka.streams.errors.InvalidStateStoreException(
              "expected one partition of " + storeName + " here, found " + stores.size());
        }
        return stores.get(0);
      }
    };
  }

  /** Builds stores whose changelog is the topic, so callers cannot choose logging or caching. */
  private record Builder(String name, Function<String, DecisionStore> factory)
      implements StoreBuilder<DecisionStore> {
    @Override
    public DecisionStore build() {
      return factory.apply(name);
    }

    @Override
    public StoreBuilder<DecisionStore> withCachingEnabled() {
      throw new UnsupportedOperationException("decisions are never cached before the log has them");
    }

    @Override
    public StoreBuilder<DecisionStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<DecisionStore> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException("the selections topic is the changelog");
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
