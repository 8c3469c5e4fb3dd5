package io.liveorigin.packager.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToolConditionTest {
  @Test
  void runsWithEveryToolWhetherRequiredOrNot() {
    assertThat(ToolCondition.result("X", List.of(), true).isDisabled()).isFalse();
    assertThat(ToolCondition.result("X", List.of(), false).isDisabled()).isFalse();
  }

  @Test
  void skipsWithAReason() {
    assertThat(ToolCondition.result("X", List.of("gpac"), false))
        .satisfies(
            result -> {
              assertThat(result.isDisabled()).isTrue();
              assertThat(result.getReason()).contains("X needs gpac, which is not in PATH");
            });
  }

  @Test
  void failsWhereToolsAreRequired() {
    assertThatThrownBy(() -> ToolCondition.result("X", List.of("gpac"), true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gpac")
        .hasMessageContaining("ORIGIN_REQUIRE_TOOLS");
  }
}
