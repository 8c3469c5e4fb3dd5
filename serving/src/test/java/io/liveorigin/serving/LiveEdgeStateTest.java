package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.serving.bytes.memory.SegmentKey;
import io.liveorigin.serving.status.DecisionTally.DecisionCounts;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestClock;
import io.liveorigin.serving.support.TestNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveEdgeStateTest {
  private final TestClock clock = new TestClock(TestNode.START);
  private final ControlState control = new ControlState();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LiveEdgeState edge =
      new LiveEdgeState(ServingConfig.onLoopback(0, 0), control, Samples.PARTITIONS, clock, meters);
  private final long now = clock.millis();
  private final SegmentAddress address =
      new SegmentAddress(Samples.V0, Samples.news().schedule().liveEdge(now));

  private final Map<Candidate, SegmentAddress> addresses = new HashMap<>();

  @BeforeEach
  void declare() {
    control.apply(
        ControlKey.event(Samples.V0.event()).toString(),
        Optional.of(ControlJson.write(Samples.news().definition())));
  }

  private void forgetTheEvent() {
    control.apply(ControlKey.event(Samples.V0.event()).toString(), Optional.empty());
  }

  @AfterEach
  void close() {
    edge.close();
  }

  private Candidate pass(SegmentAddress of, String pipeline, long seed, long arrival) {
    byte[] bytes = Samples.bytes(100, seed);
    Candidate candidate = Samples.candidate(of, pipeline, bytes, arrival);
    edge.candidate(of, candidate, bytes);
    addresses.put(candidate, of);
    return candidate;
  }

  private void accepted(Decision decision) {
    edge.accepted(decision, new RecordPosition("selections", 0, 1));
  }

  private boolean cached(Candidate candidate) {
    return edge.cache()
        .has(new SegmentKey(addresses.getOrDefault(candidate, address), candidate.digest()));
  }

  @Test
  void candidatesAreKeptUntilOneWins() {
    Candidate a = pass(address, "a", 1, now);
    Candidate b = pass(address, "b", 2, now);
    assertThat(cached(a)).isTrue();
    assertThat(cached(b)).isTrue();
    assertThat(meters.get("serving.cache.bytes").gauge().value()).isEqualTo(200);

    accepted(Samples.decision(address, 1, a, b));

    assertThat(cached(a)).isTrue();
    assertThat(cached(b)).isFalse();
    Candidate late = pass(address, "b", 3, now);
    assertThat(cached(late)).as("a pinned winner stays, so this one never wins").isFalse();
  }

  @Test
  void aCopyThatMayReplaceADefectiveWinnerIsKept() {
    byte[] bad = Samples.bytes(100, 1);
    Candidate defective = Samples.candidate(address, "a", bad, now, Samples.dropped(1));
    edge.candidate(address, defective, bad);
    accepted(Samples.decision(address, 1, defective));

    Candidate clean = pass(address, "b", 2, now);
    assertThat(cached(clean)).isTrue();
    accepted(Samples.decision(address, 2, clean, defective));

    assertThat(cached(clean)).isTrue();
    assertThat(cached(defective)).isFalse();
  }

  @Test
  void aBacklogDoesNotPushOutTheLiveEdge() {
    Candidate byArrival = pass(address, "a", 1, now - 60_001);
    assertThat(cached(byArrival)).isFalse();

    SegmentAddress old = new SegmentAddress(Samples.V0, address.number() - 40);
    forgetTheEvent();
    Candidate unknownEvent = pass(old, "a", 2, now);
    assertThat(cached(unknownEvent)).as("no schedule says that it is old").isTrue();
    declare();
    Candidate byMedia = pass(old, "a", 3, now);
    assertThat(cached(byMedia)).isFalse();
    assertThat(cached(pass(address, "a", 4, now))).isTrue();
  }

  @Test
  void initSegmentsStayInTheStore() {
    InitAddress init = new InitAddress(Samples.V0);
    byte[] bytes = Samples.bytes(100, 1);
    Candidate candidate = Samples.candidate(init, "a", bytes, now);
    edge.candidate(init, candidate, bytes);
    accepted(Samples.decision(init, 1, candidate));

    assertThat(cached(candidate)).isFalse();
    assertThat(edge.recent().latest(init)).isPresent();
  }

  @Test
  void aRedeliveryChangesNothing() {
    Candidate a = pass(address, "a", 1, now);
    Decision second = Samples.decision(address, 2, a);
    accepted(second);
    accepted(Samples.decision(address, 1, a));
    accepted(second);

    assertThat(edge.recent().latest(address)).contains(second);
    assertThat(edge.tally().of(Samples.V0.event()).taken()).isEqualTo(Map.of("a", 1L));
  }

  @Test
  void theStandingFollowsRevisions() {
    Candidate a = Samples.candidate(address, "a", Samples.bytes(9, 1), now, Samples.dropped(1));
    Candidate b = Samples.candidate(address, "b", Samples.bytes(9, 2), now);
    accepted(Samples.decision(address, 1, a));
    assertThat(edge.tally().of(Samples.V0.event()))
        .isEqualTo(new DecisionCounts(Map.of("a", 1L), 1, 0, 0, 0, address.number()));

    accepted(Samples.decision(address, 2, b, a));
    assertThat(edge.tally().of(Samples.V0.event()))
        .isEqualTo(new DecisionCounts(Map.of("a", 0L, "b", 1L), 0, 0, 0, 1, address.number()));

    accepted(Samples.masked(address, 3, b));
    assertThat(edge.tally().of(Samples.V0.event()))
        .isEqualTo(new DecisionCounts(Map.of("a", 0L, "b", 0L), 0, 1, 0, 2, address.number()));
  }

  @Test
  void aLostPartitionIsForgotten() {
    Candidate a = pass(address, "a", 1, now);
    accepted(Samples.decision(address, 1, a));
    int own = Partitions.of(Samples.V0, Samples.PARTITIONS);

    edge.partitionLost((own + 1) % Samples.PARTITIONS);
    assertThat(edge.recent().latest(address)).isPresent();
    assertThat(edge.recent().largestDecided(Samples.V0)).hasValue(address.number());

    edge.partitionLost(own);
    assertThat(edge.recent().latest(address)).isEmpty();
    assertThat(edge.recent().largestDecided(Samples.V0)).isEmpty();
  }

  @Test
  void nothingThatHappensAfterTheStopThrows() {
    edge.close();
    Candidate a = pass(address, "a", 1, now);
    accepted(Samples.decision(address, 1, a));
    edge.partitionLost(0);
  }
}
