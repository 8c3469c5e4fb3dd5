package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.wire.DecisionJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;

/**
 * Decisions in memory, restored from the beginning of their topic at each start. For init segments:
 * there are a few per track, ever.
 */
final class MemoryChosenStore implements ChosenStore {
  private final String name;
  private final Map<Address, Decision> decisions = new ConcurrentHashMap<>();
  private final List<Address> accepted = new ArrayList<>();
  private volatile boolean open;

  MemoryChosenStore(String name) {
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
        (key, value) -> {
          if (value != null) {
            write(value);
          }
        });
  }

  @Override
  public Optional<Decision> apply(byte[] json, long offset) {
    Optional<Decision> next = write(json);
    next.ifPresent(decision -> accepted.add(decision.address()));
    return next;
  }

  private Optional<Decision> write(byte[] json) {
    Decision decision;
    try {
      decision = DecisionJson.read(json);
    } catch (OriginException e) {
      // Passed over by every cell alike, as in RocksChosenStore.
      return Optional.empty();
    }
    Decision current = decisions.get(decision.address());
    int revision = current == null ? 0 : current.revision();
    if (decision.revision() != revision + 1) {
      return Optional.empty();
    }
    decisions.put(decision.address(), decision);
    return Optional.of(decision);
  }

  @Override
  public Optional<Decision> get(Address address) {
    return Optional.ofNullable(decisions.get(address));
  }

  @Override
  public List<Address> takeAccepted() {
    List<Address> taken = List.copyOf(accepted);
    accepted.clear();
    return taken;
  }

  @Override
  public void forgetBelow(Track track, long number) {
    // Init segments have no number and outlive every window.
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
