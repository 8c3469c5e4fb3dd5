package io.liveorigin.standalone.monitoring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test loudly where there are no Prometheus and promtool (Debian package {@code
 * prometheus}); with {@code ORIGIN_REQUIRE_TOOLS=true}, as in CI, it fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPrometheus.Condition.class)
@interface NeedsPrometheus {
  /** Looks for both programs in PATH. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (program("promtool").isPresent() && program("prometheus").isPresent()) {
        return ConditionEvaluationResult.enabled("Prometheus is here");
      }
      String message = "no prometheus and promtool in PATH: " + context.getDisplayName();
      if ("true".equals(System.getenv("ORIGIN_REQUIRE_TOOLS"))) {
        throw new IllegalStateException(message);
      }
      System.err.println("SKIPPED: " + message);
      return ConditionEvaluationResult.disabled(message);
    }

    static Optional<Path> program(String name) {
      return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
          .map(folder -> Path.of(folder, name))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }
}
