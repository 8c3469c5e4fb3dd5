package io.liveorigin.serving.observe;

import io.liveorigin.contract.lifecycle.NotReadyCause;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.ScrapedSamples;
import io.liveorigin.selector.SelectorReadiness;
import java.util.function.Supplier;

/** The readiness of a serving node as numbers. Any thread. */
public final class ReadinessSamples {
  private final Supplier<SelectorReadiness> readiness;

  /**
   * @param readiness what the health check says
   */
  public ReadinessSamples(Supplier<SelectorReadiness> readiness) {
    this.readiness = readiness;
  }

  /** Adds the readiness, and a sample for each cause, so that its series is always there. */
  public void collect(ScrapedSamples into) {
    SelectorReadiness now = readiness.get();
    into.add(ServingMetric.READY, now.ready() ? 1 : 0);
    for (NotReadyCause cause : NotReadyCause.values()) {
      if (SelectorReadiness.possible(cause)) {
        boolean counts = !now.ready() && now.cause() == cause;
        into.add(ServingMetric.NOT_READY, counts ? 1 : 0, cause.label());
      }
    }
  }
}
