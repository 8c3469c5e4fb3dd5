package io.liveorigin.standalone.support;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Skips where Testcontainers finds no Docker engine, and says so. */
final class DockerCondition implements ExecutionCondition {
  private final BooleanSupplier dockerAvailable;
  private final Consumer<String> announce;

  /** Called by JUnit. */
  DockerCondition() {
    // The line is for whoever reads the build's output, whatever the log level is.
    this(() -> DockerClientFactory.instance().isDockerAvailable(), System.err::println);
  }

  DockerCondition(BooleanSupplier dockerAvailable, Consumer<String> announce) {
    this.dockerAvailable = dockerAvailable;
    this.announce = announce;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (dockerAvailable.getAsBoolean()) {
      return ConditionEvaluationResult.enabled("Docker engine found");
    }
    String test =
        context.getTestClass().map(Class::getSimpleName).orElse("")
            + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
    announce.accept("SKIPPED: no Docker engine: " + test);
    return ConditionEvaluationResult.disabled("no Docker engine");
  }
}
