package io.liveorigin.serving.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.serving.support.TestTenants;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionControlTest {
  private static final int MIB = 1 << 20;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private long now;

  private AdmissionControl admission(OptionalLong rate) {
    return admission(rate, TestTenants.unbounded());
  }

  private AdmissionControl admission(OptionalLong rate, TenantRegistry tenants) {
    return new AdmissionControl(
        AdmissionSettings.standard().withReads(4, 4).withBytesInFlight(16 * MIB),
        rate,
        () -> now,
        tenants,
        meters);
  }

  @Test
  void oneTenantHasHalfOfTheReadsOfDvrWhileThereAreOthers() {
    AdmissionControl admission =
        admission(OptionalLong.empty(), TestTenants.of(TenantLimits.UNSAID, Set.of("x", "y")));
    AdmissionControl.Read first = admission.read(Priority.DVR, 1, "x").orElseThrow();
    assertThat(admission.read(Priority.DVR, 1, "x")).isPresent();

    assertThat(admission.read(Priority.DVR, 1, "x")).isEmpty();
    assertThat(admission.underDuress()).as("the node has room").isFalse();
    assertThat(admission.read(Priority.LIVE_EDGE, 1, "x")).isPresent();
    assertThat(admission.read(Priority.DVR, 1, "y")).isPresent();
    assertThat(refused(OverloadReason.TENANT, "dvr")).isEqualTo(1);

    first.failed();
    assertThat(admission.readAhead(1, "x")).as("of the last place").isEmpty();
  }

  @Test
  void oneTenantAloneHasAllReads() {
    AdmissionControl admission =
        admission(OptionalLong.empty(), TestTenants.of(TenantLimits.UNSAID, Set.of("x")));
    for (int i = 0; i < 4; i++) {
      assertThat(admission.read(Priority.DVR, 1, "x")).isPresent();
    }
  }

  @Test
  void oneTenantHasItsShareOfBytesThatAreBeingSentAndGivesItBackOnce() {
    TenantRegistry tenants =
        TestTenants.of(
            TenantLimits.UNSAID.with(Limit.READ_BACK_SENDING, 8 * MIB), Set.of("x", "y"));
    AdmissionControl admission = admission(OptionalLong.empty(), tenants);
    AdmissionControl.Loan loan = admission.lend(Priority.DVR, 9 * MIB, "x").orElseThrow();

    assertThat(admission.lend(Priority.DVR, 1, "x")).isEmpty();
    assertThat(admission.pressure(Priority.DVR, "x")).contains(OverloadReason.TENANT);
    assertThat(admission.pressure(Priority.LIVE_EDGE, "x")).isEmpty();
    assertThat(admission.lend(Priority.DVR, MIB, "y")).isPresent();

    loan.giveBack();
    loan.giveBack();
    assertThat(tenants.of("x").inUse(Limit.READ_BACK_SENDING)).isZero();
    assertThat(admission.lend(Priority.DVR, 1, "x")).isPresent();
  }

  @Test
  void aTenantThatHasReadAllOfItsBytesIsRefusedBeforeAnythingIsLookedUp() {
    TenantRegistry tenants =
        TestTenants.of(TenantLimits.UNSAID.with(Limit.READ_BACK_BYTES, MIB), Set.of("x", "y"));
    AdmissionControl admission = admission(OptionalLong.empty(), tenants);
    assertThat(admission.pressure(Priority.DVR, "x")).as("nothing was read").isEmpty();

    admission.read(Priority.DVR, 9 * MIB, "x").orElseThrow().done();

    assertThat(admission.pressure(Priority.DVR, "x")).contains(OverloadReason.TENANT);
    assertThat(refused(OverloadReason.TENANT, "dvr")).isEqualTo(1);
    assertThat(admission.pressure(Priority.NEAR_EDGE, "x")).isEmpty();
    assertThat(admission.pressure(Priority.DVR, "y")).isEmpty();
    assertThat(admission.underDuress()).as("the node has room").isFalse();
  }

  private double refused(OverloadReason reason, String priority) {
    return meters
        .get("serving.admission.refused")
        .tags("reason", reason.label(), "priority", priority)
        .counter()
        .count();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  @Test
  void lateWorkersKeepDvrOutAndNobodyElse() {
    AdmissionControl admission = admission(OptionalLong.empty());
    assertThat(admission.pressure(Priority.DVR, "acme")).isEmpty();

    for (int i = 1; i < 20; i++) {
      admission.lag(Duration.ofMillis(200).toNanos(), i);
    }

    assertThat(admission.pressure(Priority.DVR, "acme")).contains(OverloadReason.WORKER_LAG);
    assertThat(admission.pressure(Priority.NEAR_EDGE, "acme")).isEmpty();
    assertThat(admission.pressure(Priority.LIVE_EDGE, "acme")).isEmpty();
    assertThat(admission.underDuress()).isTrue();
    assertThat(refused(OverloadReason.WORKER_LAG, "dvr")).isEqualTo(1);
    assertThat(gauge("serving.admission.late")).isEqualTo(1);
    assertThat(gauge("serving.worker.lag.seconds")).isBetween(0.19, 0.2);
  }

  @Test
  void bytesThatNobodyTakesKeepDvrOutUntilTheyAreGivenBack() {
    AdmissionControl admission = admission(OptionalLong.empty());
    AdmissionControl.Loan ten = admission.lend(Priority.DVR, 10 * MIB, "acme").orElseThrow();
    assertThat(admission.lend(Priority.DVR, 7 * MIB, "acme")).isEmpty();
    AdmissionControl.Loan live = admission.lend(Priority.LIVE_EDGE, 7 * MIB, "acme").orElseThrow();
    assertThat(admission.pressure(Priority.DVR, "acme")).contains(OverloadReason.BYTES_IN_FLIGHT);
    assertThat(admission.pressure(Priority.NEAR_EDGE, "acme")).isEmpty();
    assertThat(admission.underDuress()).isTrue();
    now += Duration.ofSeconds(1).toNanos();
    assertThat(admission.underDuress()).as("a second after the last refusal").isFalse();

    ten.giveBack();
    ten.giveBack();
    assertThat(gauge("serving.admission.bytes")).isEqualTo(7 * MIB);
    assertThat(admission.pressure(Priority.DVR, "acme")).isEmpty();
    live.giveBack();
    assertThat(admission.lend(Priority.DVR, 16 * MIB, "acme")).isPresent();
    assertThat(refused(OverloadReason.BYTES_IN_FLIGHT, "dvr")).isEqualTo(2);
  }

  @Test
  void readsBeyondTheLimitAreCountedAndEndedOnesMakeRoom() {
    AdmissionControl admission = admission(OptionalLong.empty());
    AdmissionControl.Read first = admission.read(Priority.DVR, 1, "acme").orElseThrow();
    for (int i = 1; i < 4; i++) {
      assertThat(admission.read(Priority.DVR, 1, "acme")).isPresent();
    }

    assertThat(admission.read(Priority.DVR, 1, "acme")).isEmpty();
    assertThat(admission.read(Priority.LIVE_EDGE, 1, "acme")).isPresent();
    assertThat(refused(OverloadReason.READ_LIMIT, "dvr")).isEqualTo(1);

    first.done();
    assertThat(gauge("serving.admission.reads")).isEqualTo(4);
  }

  @Test
  void theRateIsForDvrAndTheEdgesCountAgainstIt() {
    AdmissionControl admission = admission(OptionalLong.of(4 * MIB));
    admission.read(Priority.LIVE_EDGE, 3 * MIB, "acme").orElseThrow().done();

    assertThat(admission.read(Priority.DVR, 1, "acme")).isEmpty();
    assertThat(admission.read(Priority.LIVE_EDGE, 1, "acme")).isPresent();
    assertThat(refused(OverloadReason.READ_RATE, "dvr")).isEqualTo(1);
    assertThat(gauge("serving.admission.reads")).as("what is refused takes no place").isEqualTo(1);

    now = Duration.ofSeconds(1).toNanos();
    assertThat(admission.read(Priority.DVR, 1, "acme")).isPresent();
  }
}
