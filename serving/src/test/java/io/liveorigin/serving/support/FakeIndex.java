package io.liveorigin.serving.support;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.selector.SelectorReadiness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The selector's stores, as far as a server sees them. */
public final class FakeIndex implements DecisionIndex {
  public final Map<Address, Decision> decisions = new ConcurrentHashMap<>();

  /** Copies that came after the decision. */
  public final Map<SegmentAddress, List<Candidate>> later = new ConcurrentHashMap<>();

  public final Map<Digest, byte[]> inits = new ConcurrentHashMap<>();
  public final Set<SegmentAddress> absent = ConcurrentHashMap.newKeySet();
  public final Set<SegmentAddress> lost = ConcurrentHashMap.newKeySet();
  public final AtomicInteger lookups = new AtomicInteger();

  /** Those of init segments, of the decisions about them and of their bytes. */
  public final AtomicInteger initLookups = new AtomicInteger();

  public volatile SelectorReadiness readiness = SelectorReadiness.READY;
  public volatile Optional<String> unavailable = Optional.empty();

  /** Runs inside every look, after its result is taken. */
  public volatile Runnable afterLook = () -> {};

  @Override
  public Lookup lookup(Address address) {
    lookups.incrementAndGet();
    if (address instanceof InitAddress) {
      initLookups.incrementAndGet();
    }
    if (unavailable.isPresent()) {
      return new Lookup.Unavailable(unavailable.get());
    }
    Optional<Decision> found = Optional.ofNullable(decisions.get(address));
    afterLook.run();
    return found.<Lookup>map(Lookup.Decided::new).orElseGet(Lookup.Undecided::new);
  }

  @Override
  public Optional<byte[]> initSegment(InitAddress address, Digest digest) {
    lookups.incrementAndGet();
    initLookups.incrementAndGet();
    return Optional.ofNullable(inits.get(digest));
  }

  /** Those of the decision, and those that came later. */
  @Override
  public List<Candidate> candidates(SegmentAddress address) {
    return Stream.concat(
            Optional.ofNullable(decisions.get(address)).stream()
                .flatMap(decision -> decision.candidates().stream()),
            later.getOrDefault(address, List.of()).stream())
        .toList();
  }

  @Override
  public boolean absent(SegmentAddress address, List<String> pipelines, long instant) {
    lookups.incrementAndGet();
    return absent.contains(address);
  }

  @Override
  public void lost(SegmentAddress address, Digest digest) {
    lost.add(address);
  }

  @Override
  public SelectorReadiness readiness() {
    return readiness;
  }
}
