package io.liveorigin.standalone.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

class DockerConditionTest {
  private final List<String> said = new ArrayList<>();
  private Optional<ExtensionContext> context = Optional.empty();

  /** A real context, of this test itself. */
  @RegisterExtension final BeforeEachCallback capture = given -> context = Optional.of(given);

  @Test
  void withoutDockerTheTestIsSkippedAndNamed() {
    ConditionEvaluationResult result = evaluate(false);
    assertThat(result.isDisabled()).isTrue();
    assertThat(said)
        .containsExactly(
            "SKIPPED: no Docker engine: DockerConditionTest.withoutDockerTheTestIsSkippedAndNamed");
  }

  @Test
  void withDockerTheTestRunsAndNothingIsSaid() {
    assertThat(evaluate(true).isDisabled()).isFalse();
    assertThat(said).isEmpty();
  }

  private ConditionEvaluationResult evaluate(boolean docker) {
    return new DockerCondition(() -> docker, said::add)
        .evaluateExecutionCondition(context.orElseThrow());
  }
}
