package io.liveorigin.serving.front;

import io.liveorigin.access.token.PresentedToken;
import io.liveorigin.serving.access.ReaderAccess;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.segment.SegmentLookup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The engine, for both fronts. Every response of a tenant that requires tokens has a {@code Vary}
 * with the token's field (RFC 9110, section 12.5.5): a cache that knows nothing of tokens then
 * gives it only to clients with the same token. Any thread.
 */
final class VaryingEngine {
  private final GetEngine engine;
  private final ReaderAccess access;

  VaryingEngine(GetEngine engine, ReaderAccess access) {
    this.engine = engine;
    this.access = access;
  }

  /** See {@link GetEngine#get(GetRequest, boolean)}. */
  SegmentLookup get(GetRequest request, boolean mayBlock) {
    SegmentLookup result = engine.get(request, mayBlock);
    if (!access.dependsOnToken(request.path())) {
      return result;
    }
    if (result instanceof SegmentLookup.Ready ready) {
      return new SegmentLookup.Ready(varying(ready.response()));
    }
    if (result instanceof SegmentLookup.Waiting waiting) {
      return new SegmentLookup.Waiting(
          waiting.response().thenApply(VaryingEngine::varying), waiting.held());
    }
    return result;
  }

  /** See {@link GetEngine#lookUp}. */
  CompletableFuture<Response> lookUp(GetRequest request, Route route, Executor workers) {
    CompletableFuture<Response> response = engine.lookUp(request, route, workers);
    return access.dependsOnToken(request.path())
        ? response.thenApply(VaryingEngine::varying)
        : response;
  }

  private static Response varying(Response response) {
    return response.varyingBy(PresentedToken.HEADER);
  }
}
