package io.liveorigin.bench;

import io.liveorigin.bench.process.OriginPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * Plans of origins that run for some seconds. Such a process spends most of its processor time on
 * starting and on compiling itself, and does with the first compiler alone what it does with both.
 */
public final class ShortPlan {
  private static final List<String> FIRST_COMPILER = List.of("-XX:TieredStopAtLevel=1");

  private ShortPlan() {}

  /** Returns the plan of {@link OriginPlan#in} with these pipelines, or with pipeline a. */
  public static OriginPlan in(Path directory, String... pipelines) {
    OriginPlan plan = OriginPlan.in(directory);
    if (pipelines.length > 0) {
      plan = plan.pipelines(pipelines);
    }
    plan = plan.flags(OriginPlan.BROKER, FIRST_COMPILER).flags(OriginPlan.SERVING, FIRST_COMPILER);
    for (String pipeline : plan.pipelines()) {
      plan = plan.flags(OriginPlan.ingest(pipeline), FIRST_COMPILER);
    }
    return plan;
  }
}
