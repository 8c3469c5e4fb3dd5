package io.liveorigin.bench.get;

import io.liveorigin.bench.peer.Tools;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test loudly where nginx, Varnish or wrk is not installed; with {@code
 * ORIGIN_REQUIRE_TOOLS=true}, as in CI, it fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPeers.Condition.class)
public @interface NeedsPeers {
  /** Looks where Debian puts them. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      List<String> missing = Tools.missing(Tools.NGINX, Tools.VARNISH, Tools.WRK);
      if (missing.isEmpty()) {
        return ConditionEvaluationResult.enabled("nginx, Varnish and wrk are here");
      }
      String message =
          "no " + String.join(", ", missing) + " on this machine: " + context.getDisplayName();
      if ("true".equals(System.getenv("ORIGIN_REQUIRE_TOOLS"))) {
        throw new IllegalStateException(message);
      }
      System.err.println("SKIPPED: " + message);
      return ConditionEvaluationResult.disabled(message);
    }
  }
}
