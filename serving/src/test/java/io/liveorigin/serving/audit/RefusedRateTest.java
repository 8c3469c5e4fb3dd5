package io.liveorigin.serving.audit;

import static org.assertj.core.api.Assertions.assertThat;

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
