package io.liveorigin.standalone.players;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test loudly where there is no Chromium, no Node.js, or nothing installed in {@code
 * players}; with {@code ORIGIN_REQUIRE_TOOLS=true}, as in CI, it fails instead. {@code
 * ORIGIN_CHROMIUM} names another browser.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPlayers.Condition.class)
public @interface NeedsPlayers {
  /** Looks for files; what they are worth shows when they run. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      List<String> missing =
          Stream.of(chromium(), node(), WatchProcess.DIRECTORY.resolve("node_modules"))
              .filter(path -> !Files.exists(path))
              .map(Path::toString)
              .toList();
      if (missing.isEmpty()) {
        return ConditionEvaluationResult.enabled("players and a browser are here");
      }
      String message =
          "no "
              + String.join(", ", missing)
              + " on this machine (players/README.md): "
              + context.getDisplayName();
      if ("true".equals(System.getenv("ORIGIN_REQUIRE_TOOLS"))) {
        throw new IllegalStateException(message);
      }
      System.err.println("SKIPPED: " + message);
      return ConditionEvaluationResult.disabled(message);
    }

    private static Path chromium() {
      return Path.of(
          Objects.requireNonNullElse(System.getenv("ORIGIN_CHROMIUM"), "/usr/bin/chromium"));
    }

    private static Path node() {
      String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
      Optional<Path> node =
          Stream.of(path.split(java.io.File.pathSeparator))
              .map(directory -> Path.of(directory, "node"))
              .filter(Files::isExecutable)
              .findFirst();
      return node.orElse(Path.of("node"));
    }
  }
}
