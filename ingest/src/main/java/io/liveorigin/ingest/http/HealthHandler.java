package io.liveorigin.ingest.http;

import io.javalin.http.Context;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.wire.WireJson;
import java.util.List;
import java.util.Map;

/**
 * Health for supervisors and load balancers, who need no credential. What is missing may name the
 * user of Kafka, files and topics: it is told where everybody may look.
 */
final class HealthHandler {
  private final List<PipelineParts> pipelines;
  private final boolean open;

  /**
   * @param open whether everybody may read what the listener says about itself
   */
  HealthHandler(List<PipelineParts> pipelines, boolean open) {
    this.pipelines = pipelines;
    this.open = open;
  }

  /** 200 while the process answers at all. */
  void live(Context ctx) {
    ResponseWriter.json(ctx, 200, WireJson.write(Map.of("live", true)));
  }

  /** What keeps the promise of a 2xx from being kept. */
  List<String> problems() {
    return pipelines.stream().flatMap(p -> p.readiness().problems().stream()).distinct().toList();
  }

  /** 200 when the promise of a 2xx can be kept, else 503. */
  void ready(Context ctx) {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new OriginException(
          ErrorCode.NOT_READY,
          open
              ? String.join("; ", problems)
              : "the listener is not ready; GET /-/status tells a viewer of all tenants why");
    }
    ResponseWriter.json(ctx, 200, WireJson.write(Map.of("ready", true)));
  }
}
