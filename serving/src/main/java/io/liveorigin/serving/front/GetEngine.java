package io.liveorigin.serving.front;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.access.limit.TenantUse;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.serving.init.InitService;
import io.liveorigin.serving.load.LowPriorityExecutor;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.manifest.ManifestService;
import io.liveorigin.serving.playlist.PlaylistService;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.request.RouteResolver;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.ResponseFactory;
import io.liveorigin.serving.segment.OverloadRefusal;
import io.liveorigin.serving.segment.SegmentLookup;
import io.liveorigin.serving.segment.SegmentService;
import io.liveorigin.serving.status.RequestTally;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Produces the response to every GET and HEAD below {@code /{tenant}/{event}/}, whichever front
 * read it: it finds the route, and then calls the service for that kind of content. Any thread.
 * Never throws, no future fails, and each response is counted once.
 */
public final class GetEngine {
  private static final OverloadRefusal OVER_ITS_GETS = new OverloadRefusal(Duration.ofSeconds(1));

  private final RouteResolver resolver;
  private final SegmentService segments;
  private final InitService inits;
  private final ManifestService manifests;
  private final PlaylistService playlists;
  private final ResponseFactory responses;
  private final LowPriorityExecutor older;
  private final TenantRegistry tenants;
  private final RequestTally tally;
  private final Clock clock;

  /**
   * Creates the engine of a node.
   *
   * @param older threads for look-ups far behind the live edge
   * @param tenants the limits of each tenant
   * @param tally counts the responses
   */
  public GetEngine(
      RouteResolver resolver,
      SegmentService segments,
      InitService inits,
      ManifestService manifests,
      PlaylistService playlists,
      ResponseFactory responses,
      LowPriorityExecutor older,
      TenantRegistry tenants,
      RequestTally tally,
      Clock clock) {
    this.resolver = resolver;
    this.segments = segments;
    this.inits = inits;
    this.manifests = manifests;
    this.playlists = playlists;
    this.responses = responses;
    this.older = older;
    this.tenants = tenants;
    this.tally = tally;
    this.clock = clock;
  }

  /**
   * Returns the response, ready or awaited, or a {@link SegmentLookup.NeedsLookup}, which must be
   * continued with {@link #lookUp}.
   *
   * @param mayBlock whether this thread may query a store; for DVR it never does
   */
  public SegmentLookup get(GetRequest request, boolean mayBlock) {
    Route route = resolver.find(request.path(), request.arrived());
    if (tenants.limitGets()) {
      TenantUse tenant = tenant(route);
      if (tenant.takeOne(Limit.GETS) > 0) {
        return new SegmentLookup.Ready(counted(route, tooMany(request, route, tenant)));
      }
    }
    return get(request, route, mayBlock && route.priority() != Priority.DVR);
  }

  /**
   * Refuses a request because of the tenant's own limit, not because of load: the limit therefore
   * also applies to responses from memory. Caches keep the refusal for one second whatever the
   * request is for, because a segment at the live edge is soon requested again.
   */
  private Response tooMany(GetRequest request, Route route, TenantUse tenant) {
    Refusal refusal =
        OVER_ITS_GETS.refusal(
            "tenant '"
                + tenant.tenant()
                + "' may send at most "
                + tenant.most(Limit.GETS)
                + " requests a second ("
                + Limit.GETS.key()
                + ")");
    return responses.refused(refusal, route.event(), request.wanted().head(), request.arrived());
  }

  /**
   * Queries the stores, in a thread that may block: for DVR one of the lowest priority.
   *
   * @param route of the request, as it was found
   * @param workers threads for all other requests
   */
  public CompletableFuture<Response> lookUp(GetRequest request, Route route, Executor workers) {
    try {
      return (route.priority() == Priority.DVR
              ? lookUpFromKafka(request, route)
              : CompletableFuture.supplyAsync(() -> get(request, route, true), workers))
          .thenCompose(SegmentLookup::later);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(counted(route, failed(request, route, e)));
    }
  }

  private TenantUse tenant(Route route) {
    Optional<LiveEvent> event = route.event();
    return event.isPresent() ? tenants.of(event.get().id().tenant()) : tenants.others();
  }

  private CompletableFuture<SegmentLookup> lookUpFromKafka(GetRequest request, Route route) {
    TenantUse tenant = tenant(route);
    tenant.hold(Limit.READ_BACK_WAITING, 1);
    try {
      return CompletableFuture.supplyAsync(
          () -> {
            tenant.leave(Limit.READ_BACK_WAITING, 1);
            return get(request, route, true);
          },
          older);
    } catch (RejectedExecutionException e) {
      tenant.leave(Limit.READ_BACK_WAITING, 1);
      throw e;
    }
  }

  private SegmentLookup get(GetRequest request, Route route, boolean mayBlock) {
    SegmentLookup result;
    try {
      result = reply(request, route, mayBlock);
    } catch (RuntimeException e) {
      result = new SegmentLookup.Ready(failed(request, route, e));
    }
    if (result instanceof SegmentLookup.Ready ready) {
      counted(route, ready.response());
    } else if (result instanceof SegmentLookup.Waiting waiting) {
      return new SegmentLookup.Waiting(
          waiting
              .response()
              .exceptionally(failure -> failed(request, route, failure))
              .thenApply(response -> counted(route, response)),
          waiting.held());
    }
    return result;
  }

  private SegmentLookup reply(GetRequest request, Route route, boolean mayBlock) {
    if (route instanceof Route.Segment segment) {
      return segments.get(request, segment, mayBlock);
    }
    if (route instanceof Route.Refused refused) {
      return new SegmentLookup.Ready(
          responses.refused(
              refused.refusal(), route.event(), request.wanted().head(), request.arrived()));
    }
    if (route instanceof Route.Moved moved) {
      return new SegmentLookup.Ready(
          responses.moved(moved.of(), moved.location(), moved.cacheControl()));
    }
    if (route instanceof Route.MediaPlaylist playlist) {
      return playlists.get(request, playlist, mayBlock);
    }
    if (!mayBlock) {
      return new SegmentLookup.NeedsLookup(route);
    }
    return new SegmentLookup.Ready(
        route instanceof Route.Init init
            ? inits.get(request, init)
            : manifests.get(request, (Route.Manifest) route));
  }

  private Response failed(GetRequest request, Route route, Throwable failure) {
    return responses.refused(
        responses.failure(failure), route.event(), request.wanted().head(), clock.millis());
  }

  private Response counted(Route route, Response response) {
    Optional<LiveEvent> event = route.event();
    if (event.isPresent()) {
      tally.count(event.get().id(), response.status());
    } else {
      tally.count(response.status());
    }
    return response;
  }
}
