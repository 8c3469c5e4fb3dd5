package io.liveorigin.contract.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineNameRulesTest {
  @Test
  void names_that_kafka_takes_for_the_same_are_refused_across_all_events() {
    assertThatThrownBy(() -> PipelineNameRules.requireApart(List.of("q_b"), List.of("a", "q.b")))
        .hasMessageContaining("'q_b' and 'q.b'")
        .hasMessageContaining("rename one");
    assertThatThrownBy(() -> PipelineNameRules.requireApart(List.of("q.b", "q_b"), List.of("q.b")))
        .hasMessageContaining("differ only in '.' and '_'");
  }

  @Test
  void a_new_name_has_no_dot_and_an_old_one_may_keep_it() {
    assertThatThrownBy(() -> PipelineNameRules.requireApart(List.of("q.b"), List.of("a")))
        .hasMessageContaining("must not contain a dot")
        .hasMessageContaining("write '-' instead");
    assertThatCode(() -> PipelineNameRules.requireApart(List.of("q.b", "c"), List.of("q.b")))
        .doesNotThrowAnyException();
    assertThatCode(() -> PipelineNameRules.requireApart(List.of("a", "q_b"), List.of("a", "q_b")))
        .doesNotThrowAnyException();
  }

  @Test
  void the_origins_own_name_is_taken_and_an_old_event_may_keep_it() {
    assertThatThrownBy(() -> PipelineNameRules.requireApart(List.of("a", "origin"), List.of("a")))
        .hasMessageContaining("'origin' is reserved for the origin's fillers");
    assertThatCode(() -> PipelineNameRules.requireApart(List.of("origin"), List.of("origin")))
        .doesNotThrowAnyException();
  }

  @Test
  void of_topics_that_are_there_already_the_one_without_dots_is_read() {
    assertThat(PipelineNameRules.unreadable(List.of("q.b", "q_b", "a", "x.y")))
        .containsExactly("q.b");
    assertThat(PipelineNameRules.unreadable(List.of("x.y_z", "x_y.z"))).containsExactly("x_y.z");
  }
}
