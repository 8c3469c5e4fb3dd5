package io.liveorigin.serving.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoansTest {
  @Test
  void theSlowestGoUntilTheShareIsKept() {
    List<Loans.Loan<String>> loans =
        List.of(
            new Loans.Loan<>("fast", "x", 50, 900),
            new Loans.Loan<>("slow", "y", 50, 10),
            new Loans.Loan<>("slowest", "z", 50, 0));
    assertThat(Loans.beyond(loans, 150)).isEmpty();
    assertThat(Loans.beyond(loans, 100)).containsExactly("slowest");
    assertThat(Loans.beyond(loans, 99)).containsExactly("slowest", "slow");
    assertThat(Loans.beyond(loans, 1)).containsExactly("slowest", "slow");
  }

  @Test
  void bytesThatManyAreSentCountOnce() {
    List<Loans.Loan<String>> loans =
        List.of(
            new Loans.Loan<>("one", "x", 50, 900),
            new Loans.Loan<>("two", "x", 50, 10),
            new Loans.Loan<>("three", "x", 50, 0),
            new Loans.Loan<>("other", "y", 60, 5));
    assertThat(Loans.beyond(loans, 110)).isEmpty();
    assertThat(Loans.beyond(loans, 50)).containsExactly("three", "other");
  }
}
