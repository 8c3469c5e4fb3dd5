package io.liveorigin.serving.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LentBuffersTest {
  @Test
  void theSlowestGoUntilTheShareIsKept() {
    List<LentBuffers.Loan<String>> loans =
        List.of(
            new LentBuffers.Loan<>("fast", "x", 50, 900),
            new LentBuffers.Loan<>("slow", "y", 50, 10),
            new LentBuffers.Loan<>("slowest", "z", 50, 0));
    assertThat(LentBuffers.beyond(loans, 150)).isEmpty();
    assertThat(LentBuffers.beyond(loans, 100)).containsExactly("slowest");
    assertThat(LentBuffers.beyond(loans, 99)).containsExactly("slowest", "slow");
    assertThat(LentBuffers.beyond(loans, 1)).containsExactly("slowest", "slow");
  }

  @Test
  void bytesThatManyAreSentCountOnce() {
    List<LentBuffers.Loan<String>> loans =
        List.of(
            new LentBuffers.Loan<>("one", "x", 50, 900),
            new LentBuffers.Loan<>("two", "x", 50, 10),
            new LentBuffers.Loan<>("three", "x", 50, 0),
            new LentBuffers.Loan<>("other", "y", 60, 5));
    assertThat(LentBuffers.beyond(loans, 110)).isEmpty();
    assertThat(LentBuffers.beyond(loans, 50)).containsExactly("three", "other");
  }
}
