package io.liveorigin.standalone.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test loudly where there is no shaka-packager; with {@code ORIGIN_REQUIRE_TOOLS=true}, as
 * in CI, it fails instead. The binary is the one that {@code ORIGIN_SHAKA_PACKAGER} names, or that
 * of the npm package {@code shaka-packager} in {@code standalone/target/tools}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsShakaPackager.Condition.class)
public @interface NeedsShakaPackager {
  /** Looks for the file; a machine of another kind has another. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Path binary = binary();
      if (Files.isExecutable(binary)) {
        return ConditionEvaluationResult.enabled("shaka-packager is here");
      }
      String message =
          "no shaka-packager at "
              + binary.toAbsolutePath()
              + " (ORIGIN_SHAKA_PACKAGER names another place): "
              + context.getDisplayName();
      if ("true".equals(System.getenv("ORIGIN_REQUIRE_TOOLS"))) {
        throw new IllegalStateException(message);
      }
      System.err.println("SKIPPED: " + message);
      return ConditionEvaluationResult.disabled(message);
    }

    /** Where the packager should be. */
    public static Path binary() {
      String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
      return Optional.ofNullable(System.getenv("ORIGIN_SHAKA_PACKAGER"))
          .map(Path::of)
          .orElse(
              Path.of(
                  "target/tools/node_modules/shaka-packager/bin", "packager-linux-" + architecture))
          .toAbsolutePath();
    }
  }
}
