package io.liveorigin.ingest.http;

import io.javalin.http.Context;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.wire.WireJson;
import java.util.List;
import java.util.Map;

/** Health for supervisors and load balancers. */
final class HealthHandler {
  private final List<PipelineParts> pipelines;

  HealthHandler(List<PipelineParts> pipelines) {
    this.pipelines = pipelines;
  }

  /** 200 while the process answers at all. */
  void live(Context ctx) {
    ResponseWriter.json(ctx, 200, WireJson.write(Map.of("live", true)));
  }

  /** 200 when the promise of a 2xx can be kept, else 503 with what is missing. */
  void ready(Context ctx) {
    List<String> problems =
        pipelines.stream().flatMap(p -> p.readiness().problems().stream()).distinct().toList();
    if (!problems.isEmpty()) {
      throw new OriginException(ErrorCode.NOT_READY, String.join("; ", problems));
    }
    ResponseWriter.json(ctx, 200, WireJson.write(Map.of("ready", true)));
  }
}
