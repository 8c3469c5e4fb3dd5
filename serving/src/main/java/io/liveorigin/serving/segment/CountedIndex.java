package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.QuarantineRecord;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.selector.SelectorReadiness;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;

/**
 * The selector's index, which counts its interactive queries as {@code serving.index.lookups}. The
 * counter proves that a storm of hopeless requests touches no store. A store that fails in an
 * unforeseen way is reported as unavailable, not as undecided.
 */
public final class CountedIndex implements DecisionIndex {
  private final DecisionIndex index;
  private final Counter lookups;

  public CountedIndex(DecisionIndex index, MeterRegistry meters) {
    this.index = index;
    this.lookups = MeterRegistration.counter(meters, ServingMetric.INDEX_LOOKUPS);
  }

  @Override
  public Lookup lookup(Address address) {
    lookups.increment();
    try {
      return index.lookup(address);
    } catch (RuntimeException e) {
      return new Lookup.Unavailable("the store failed: " + e);
    }
  }

  @Override
  public Optional<byte[]> initSegment(InitAddress address, Digest digest) {
    lookups.increment();
    try {
      return index.initSegment(address, digest);
    } catch (RuntimeException e) {
      throw unavailable(e);
    }
  }

  @Override
  public List<Candidate> candidates(SegmentAddress address) {
    lookups.increment();
    try {
      return index.candidates(address);
    } catch (RuntimeException e) {
      throw unavailable(e);
    }
  }

  @Override
  public boolean absent(SegmentAddress address, List<String> pipelines, long instant) {
    lookups.increment();
    try {
      return index.absent(address, pipelines, instant);
    } catch (RuntimeException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void lost(SegmentAddress address, Digest digest) {
    index.lost(address, digest);
  }

  @Override
  public SelectorReadiness readiness() {
    return index.readiness();
  }

  @Override
  public long deadMillis() {
    return index.deadMillis();
  }

  @Override
  public List<QuarantineRecord> quarantined() {
    return index.quarantined();
  }

  private static OriginException unavailable(RuntimeException cause) {
    return cause instanceof OriginException own
        ? own
        : new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "the store failed: " + cause, cause);
  }
}
