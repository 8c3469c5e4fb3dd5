package io.liveorigin.serving.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.credential.Identity;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.wire.AuditRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusedRateTest {
  private final RefusedRate rate = new RefusedRate();

  private static AuditRecord record(String code) {
    AuditedRequest request = new AuditedRequest(1, "a", "PUT", "/x", Optional.empty());
    request.refused(code);
    return request.ended("cell/n1", 403);
  }

  private int written(String group, String code, int times, long now) {
    int written = 0;
    for (int i = 0; i < times; i++) {
      written += rate.take(group, record(code), now).isPresent() ? 1 : 0;
    }
    return written;
  }

  @Test
  void anAddressHasSoManyOfACodeInASecondAndTheOthersAreCounted() {
    assertThat(written("a", "forbidden", 40, 0)).isEqualTo(RefusedRate.EACH);
    assertThat(written("a", "wrong-credential", 1, 0)).isEqualTo(1);
    assertThat(written("b", "forbidden", 1, 0)).isEqualTo(1);
    assertThat(rate.over(999)).isEmpty();
    List<AuditRecord> counts = rate.over(1_000);
    assertThat(counts).hasSize(1);
    assertThat(counts.get(0).leftOut()).as("beside the one that says so").hasValue(34L);
    assertThat(rate.over(2_000)).isEmpty();
    assertThat(written("a", "forbidden", 1, 2_000)).isEqualTo(1);
  }

  /** From as many addresses as he likes: records are kept for more than a year. */
  @Test
  void strangersHaveSoManyRecordsADayAndAreCountedAllTheSame() {
    long sent = 0;
    long told = 0;
    long records = 0;
    for (long second = 0; second < 3_600; second++) {
      for (int i = 0; i < 50; i++) {
        sent += 2;
        int taken = written("address-" + i, "wrong-credential", 2, second * 1_000);
        records += taken;
        told += taken;
      }
      for (AuditRecord count : rate.over(second * 1_000 + 999)) {
        records++;
        told += 1 + count.leftOut().orElse(0L);
      }
    }
    assertThat(records).isEqualTo(RefusedRate.STRANGERS);
    // Whoever is known has records of his own all the same.
    assertThat(rate.take("a", known("forbidden"), 3_600_000)).isPresent();
    assertThat(written("a", "wrong-credential", 1, RefusedRate.HOUR_MILLIS * 24))
        .as("the next day")
        .isEqualTo(1);
    for (AuditRecord count : rate.over(Long.MAX_VALUE)) {
      told += 1 + count.leftOut().orElse(0L);
    }
    assertThat(told).as("none is forgotten").isEqualTo(sent);
  }

  private static AuditRecord known(String code) {
    AuditedRequest request = new AuditedRequest(1, "a", "PUT", "/x", Optional.empty());
    request.by(new Identity("anna", Role.VIEWER, Optional.empty(), List.of(), List.of()));
    request.refused(code);
    return request.ended("cell/n1", 403);
  }

  @Test
  void allTogetherHaveABoundAndMemoryHasOne() {
    int written = 0;
    for (int i = 0; i < 5_000; i++) {
      written += written("address-" + i, "forbidden", 1, 0);
    }
    assertThat(written).isEqualTo(RefusedRate.ALL);
    List<AuditRecord> counts = rate.over(1_000);
    assertThat(counts).hasSizeLessThanOrEqualTo(RefusedRate.MOST_KEYS + 1);
    assertThat(counts.stream().mapToLong(c -> 1 + c.leftOut().orElse(0L)).sum())
        .as("none is forgotten")
        .isEqualTo(5_000 - RefusedRate.ALL);
  }
}
