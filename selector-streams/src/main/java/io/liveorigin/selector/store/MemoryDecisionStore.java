package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.selector.task.Quarantine;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;

/**
 * Decisions in memory, restored from the beginning of their topic at each start. It is used for
 * init segments: a track has only a few in its whole life.
 */
final class MemoryDecisionStore implements DecisionStore {
  private final String name;
  private final Map<Address, Decision> decisions = new ConcurrentHashMap<>();
  private volatile boolean open;

  MemoryDecisionStore(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    open = true;
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

  @Override
  public Applied apply(byte[] json, long offset, long time) {
    Decision decision = DecisionJson.read(json);
    long early = decision.early(time);
    if (early > 0) {
      return new Applied.TooEarly(decision, early);
    }
    if (decision.late(time)) {
      return new Applied.TooLate(decision);
    }
    Decision current = decisions.get(decision.address());
    int revision = current == null ? 0 : current.revision();
    if (decision.revision() != revision + 1) {
      return new Applied.Ignored();
    }
    decisions.put(decision.address(), decision);
    return new Applied.Accepted(decision);
  }

  /** Passes over a record that cannot be read, as {@link RocksDecisionStore} does. */
  private void restore(byte[] json, long offset, long time) {
    try {
      apply(json, offset, time);
    } catch (RuntimeException | StackOverflowError e) {
      Quarantine.rethrowUnlessInputsFault(e);
    }
  }

  @Override
  public Optional<Decision> get(Address address) {
    return Optional.ofNullable(decisions.get(address));
  }

  @Override
  public void forgetBelow(Track track, long number) {
    // Init segments have no number and outlive every window.
  }

  @Override
  public Set<Track> storedTracks() {
    return decisions.keySet().stream().map(Address::track).collect(Collectors.toSet());
  }

  /** One entry for each track. */
  @Override
  public int deleteSome(Track track, int limit) {
    return decisions.remove(new InitAddress(track)) == null ? 0 : 1;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
    decisions.clear();
  }
}
