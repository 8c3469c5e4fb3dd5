package io.liveorigin.selector.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.wire.QuarantineRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private static final RecordPosition POSITION = new RecordPosition("segments.a", 3, 17);

  private final List<QuarantineRecord> said = new ArrayList<>();
  private final Quarantine quarantine = new Quarantine("cell", 3, () -> 1_000, said::add);

  @Test
  void what_throws_is_passed_over_and_said_once_with_its_place() {
    for (int i = 0; i < 3; i++) {
      assertThat(
              quarantine.record(
                  "segment",
                  POSITION,
                  "t/e/v\u0000",
                  () -> fail(new ArithmeticException("overflow"))))
          .isFalse();
    }
    assertThat(said).hasSize(1);
    assertThat(said.get(0).position()).isEqualTo("segments.a-3@17");
    assertThat(said.get(0).subject()).isEqualTo("t/e/v?");
    assertThat(said.get(0).reason()).isEqualTo("processing failed: overflow");
    assertThat(QuarantineRecord.read(said.get(0).toJson())).isEqualTo(said.get(0));
  }

  @Test
  void every_cell_gives_it_the_same_id() {
    quarantine.step("look", "t/e/v/1", () -> fail(new IllegalStateException()));
    new Quarantine("other", 3, () -> 9_000, said::add)
        .step("look", "t/e/v/1", () -> fail(new NullPointerException()));
    assertThat(said).extracting(QuarantineRecord::id).hasSize(2);
    assertThat(said.get(0).id()).isEqualTo(said.get(1).id());
  }

  @Test
  void a_stack_that_overflows_is_the_inputs_fault() {
    assertThat(quarantine.step("look", "x", () -> fail(new StackOverflowError()))).isFalse();
  }

  @Test
  void what_a_restart_mends_is_not_caught() {
    for (Throwable fault :
        List.of(
            new TaskMigratedException("moved"),
            new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "no room"),
            new OutOfMemoryError())) {
      assertThatThrownBy(() -> quarantine.step("look", "x", () -> fail(fault))).isSameAs(fault);
    }
    assertThat(said).isEmpty();
  }

  private static void fail(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) fault;
  }
}
