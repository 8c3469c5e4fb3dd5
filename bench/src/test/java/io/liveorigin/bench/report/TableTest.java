package io.liveorigin.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void the_rule_below_the_header_has_as_many_columns() {
    assertThat(new Table("| | quiet | storm |").line("| a | %.1f | %,d |", 1.25, 1000))
        .hasToString("| | quiet | storm |\n|---|---|---|\n| a | 1.3 | 1,000 |\n");
  }
}
