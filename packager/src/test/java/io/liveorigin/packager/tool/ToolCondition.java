package io.liveorigin.packager.tool;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for the programs of {@link NeedsTool} in PATH. */
final class ToolCondition implements ExecutionCondition {
  static final String REQUIRE = "ORIGIN_REQUIRE_TOOLS";
  private static final Logger log = LoggerFactory.getLogger(ToolCondition.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    NeedsTool needs = context.getRequiredTestClass().getAnnotation(NeedsTool.class);
    List<String> missing =
        needs == null
            ? List.of()
            : Arrays.stream(needs.value()).filter(tool -> !installed(tool)).toList();
    return result(context.getDisplayName(), missing, required());
  }

  static ConditionEvaluationResult result(String test, List<String> missing, boolean required) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("every tool is installed");
    }
    String reason = test + " needs " + String.join(", ", missing) + ", which is not in PATH";
    if (required) {
      throw new IllegalStateException(reason + ", and " + REQUIRE + " is true");
    }
    log.warn("SKIPPED: {}", reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  private static boolean required() {
    return Boolean.parseBoolean(System.getProperty(REQUIRE, System.getenv(REQUIRE)));
  }

  private static boolean installed(String tool) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
  }
}
