package io.liveorigin.ingest.http;

import io.javalin.http.Context;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.wire.WireJson;
import java.util.List;
import java.util.Map;

/**
 * Health checks for supervisors and load balancers, which need no credential. Problems may name the
 * Kafka user, files and topics, so the response lists them only on an open listener.
 */
final class HealthHandler {
  private final List<PipelineParts> pipelines;
  private final boolean open;

  /**
   * @param open whether every client may read the metrics and the status of the listener
   */
  HealthHandler(List<PipelineParts> pipelines, boolean open) {
    this.pipelines = pipelines;
    this.open = open;
  }

  /** Returns 200 as long as the process responds at all. */
  void live(Context ctx) {
    ResponseWriter.json(ctx, 200, WireJson.write(Map.of("live", true)));
  }

  /** Returns the reasons why the promise of a 2xx cannot be kept; empty if it can. */
  List<String> problems() {
    return pipelines.stream().flatMap(p -> p.readiness().problems().stream()).distinct().toList();
  }

  /** Returns 200 if the promise of a 2xx can be kept, otherwise 503. */
  void ready(Context ctx) {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new OriginException(
          ErrorCode.NOT_READY,
          open
              ? String.join("; ", problems)
              : "the listener is not ready; GET /-/status shows the reason to a viewer"
                  + " credential for all tenants");
    }
    ResponseWriter.json(ctx, 200, WireJson.write(Map.of("ready", true)));
  }
}
