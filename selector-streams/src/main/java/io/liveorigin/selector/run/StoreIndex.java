package io.liveorigin.selector.run;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.QuarantineRecord;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.selector.evidence.ConsumptionTracker;
import io.liveorigin.selector.store.DecisionStore;
import io.liveorigin.selector.store.DecisionStoreTypes;
import io.liveorigin.selector.store.EntryQuery;
import io.liveorigin.selector.store.TaskEntries;
import io.liveorigin.selector.topology.SelectorTopology;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * Interactive queries (IQv1: a KeyQuery of IQv2 deadlocks against put in Kafka 4.3, KAFKA-19629).
 * Stale stores are enabled on purpose: the decisions in a store were accepted and stay true during
 * a rebalance, and {@link SelectorReadiness} says when that is not enough.
 */
final class StoreIndex implements DecisionIndex {
  private final Supplier<KafkaStreams> streams;
  private final ConsumptionTracker tracker;
  private final int partitions;
  private final LostBytes lost;
  private final Supplier<SelectorReadiness> readiness;
  private final LongSupplier deadFor;
  private final Supplier<List<QuarantineRecord>> quarantined;

  StoreIndex(
      Supplier<KafkaStreams> streams,
      ConsumptionTracker tracker,
      int partitions,
      LostBytes lost,
      Supplier<SelectorReadiness> readiness,
      LongSupplier deadFor,
      Supplier<List<QuarantineRecord>> quarantined) {
    this.streams = streams;
    this.tracker = tracker;
    this.partitions = partitions;
    this.lost = lost;
    this.readiness = readiness;
    this.deadFor = deadFor;
    this.quarantined = quarantined;
  }

  @Override
  public Lookup lookup(Address address) {
    String store =
        address instanceof InitAddress ? SelectorTopology.CHOSEN_INITS : SelectorTopology.CHOSEN;
    try {
      DecisionStore chosen = find(store, address.track(), DecisionStoreTypes.queryable());
      return chosen.get(address).<Lookup>map(Lookup.Decided::new).orElseGet(Lookup.Undecided::new);
    } catch (InvalidStateStoreException | OriginException e) {
      return new Lookup.Unavailable(e.getMessage());
    } catch (StreamsException | IllegalStateException e) {
      return new Lookup.Unavailable("the selector is not running: " + e.getMessage());
    }
  }

  @Override
  public Optional<byte[]> initSegment(InitAddress address, Digest digest) {
    try {
      return entries(address.track()).initSegment(address, digest);
    } catch (StreamsException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<Candidate> candidates(SegmentAddress address) {
    try {
      return entries(address.track()).candidates(address);
    } catch (StreamsException | IllegalStateException e) {
      throw new OriginException(
          ErrorCode.STORAGE_UNAVAILABLE, "the store cannot be queried: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean absent(SegmentAddress address, List<String> pipelines, long instant) {
    int partition = Partitions.of(address.track(), partitions);
    for (String pipeline : pipelines) {
      if (tracker.consumedUntil(Topics.segments(pipeline), partition) < instant) {
        return false;
      }
    }
    // Only now: a candidate is in the store before it counts as processed.
    try {
      return entries(address.track()).hasNothingOf(address);
    } catch (StreamsException | IllegalStateException e) {
      return false;
    }
  }

  @Override
  public void lost(SegmentAddress address, Digest digest) {
    lost.report(address, digest);
  }

  @Override
  public SelectorReadiness readiness() {
    return readiness.get();
  }

  @Override
  public long deadMillis() {
    return deadFor.getAsLong();
  }

  @Override
  public List<QuarantineRecord> quarantined() {
    return quarantined.get();
  }

  private EntryQuery entries(Track track) {
    return new EntryQuery(
        find(TaskEntries.NAME, track, QueryableStoreTypes.<Bytes, byte[]>keyValueStore()));
  }

  private <T> T find(String store, Track track, QueryableStoreType<T> type) {
    return streams
        .get()
        .store(
            StoreQueryParameters.fromNameAndType(store, type)
                .withPartition(Partitions.of(track, partitions))
                .enableStaleStores());
  }
}
