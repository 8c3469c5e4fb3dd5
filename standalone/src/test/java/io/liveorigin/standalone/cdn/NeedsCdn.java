package io.liveorigin.standalone.cdn;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test loudly where nginx with njs or Varnish is not installed; with {@code
 * ORIGIN_REQUIRE_TOOLS=true}, as in CI, it fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCdn.Condition.class)
public @interface NeedsCdn {
  /** Looks where Debian puts them: sbin is not on every PATH. */
  final class Condition implements ExecutionCondition {
    private static final List<String> TOOLS = List.of("nginx", "varnishd");
    private static final List<String> SBIN = List.of("/usr/sbin", "/usr/local/sbin");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      List<String> missing =
          Stream.concat(
                  TOOLS.stream().filter(tool -> !installed(tool)),
                  Stream.of(Nginx.NJS_MODULE).filter(module -> !Files.exists(Path.of(module))))
              .toList();
      if (missing.isEmpty()) {
        return ConditionEvaluationResult.enabled("nginx and Varnish are here");
      }
      String message =
          "no " + String.join(", ", missing) + " on this machine: " + context.getDisplayName();
      if ("true".equals(System.getenv("ORIGIN_REQUIRE_TOOLS"))) {
        throw new IllegalStateException(message);
      }
      System.err.println("SKIPPED: " + message);
      return ConditionEvaluationResult.disabled(message);
    }

    private static boolean installed(String tool) {
      String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
      return Stream.concat(Stream.of(path.split(File.pathSeparator)), SBIN.stream())
          .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }
  }
}
