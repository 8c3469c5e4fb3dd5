package io.liveorigin.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FatalFaultsTest {
  private final FatalFaults faults = new FatalFaults();
  private final List<EmbeddedKafkaException> seen = new ArrayList<>();
  private final AtomicInteger actions = new AtomicInteger();

  @Test
  void theFirstFatalFaultIsReportedWithAllItsCausesAndOnlyOnce() {
    faults.whenFirst(seen::add);
    Exception cause = new IllegalStateException("wrapped", new IOException("disk on fire"));

    faults.build("raft manager", true, actions::incrementAndGet).handleFault("oops", cause);
    faults.build("quorum controller", true, actions::incrementAndGet).handleFault("again", cause);

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0))
        .hasMessageContainingAll("raft manager", "oops", "wrapped", "disk on fire")
        .hasCause(cause);
    assertThat(faults.first()).containsSame(seen.get(0));
    assertThat(actions).hasValue(2);
  }

  @Test
  void whoAsksLateIsToldAtOnce() {
    faults.build("raft manager", true, () -> {}).handleFault("oops");
    faults.whenFirst(seen::add);
    assertThat(seen).hasSize(1);
  }

  @Test
  void aFaultThatIsNotFatalIsNotReported() {
    faults.whenFirst(seen::add);
    faults.build("metadata publishing", false, actions::incrementAndGet).handleFault("oops");
    assertThat(seen).isEmpty();
    assertThat(faults.first()).isEmpty();
    assertThat(actions).hasValue(1);
  }
}
