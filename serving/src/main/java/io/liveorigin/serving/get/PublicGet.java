package io.liveorigin.serving.get;

import io.javalin.http.Context;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.Readiness;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.Responder;
import io.liveorigin.serving.decision.InitDecisions;
import io.liveorigin.serving.health.NodeReadiness;
import io.liveorigin.serving.manifest.ManifestGet;
import io.liveorigin.serving.status.RequestTally;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Every GET and HEAD below {@code /{tenant}/{event}/}: path, event and resource from memory, then
 * the way of the resource. Any thread.
 */
public final class PublicGet {
  private final ControlState control;
  private final NodeReadiness readiness;
  private final SegmentGet segments;
  private final InitGet inits;
  private final ManifestGet manifests;
  private final CachePolicy policy;
  private final Responder responder;
  private final RequestTally tally;
  private final Clock clock;

  /**
   * @param name of this origin, for CMSD
   */
  public PublicGet(
      GetParts parts,
      CachePolicy policy,
      Responder responder,
      RequestTally tally,
      String name,
      Clock clock) {
    InitDecisions initDecisions = new InitDecisions(parts.recent(), parts.index());
    this.control = parts.control();
    this.readiness = parts.readiness();
    this.segments = new SegmentGet(parts, policy, name, clock);
    this.inits = new InitGet(parts, initDecisions, policy, name);
    this.manifests = new ManifestGet(parts.readiness(), initDecisions, policy);
    this.policy = policy;
    this.responder = responder;
    this.tally = tally;
    this.clock = clock;
  }

  /** Answers without keeping the calling thread. */
  public void handle(Context ctx) {
    ctx.future(() -> respond(ctx));
  }

  private CompletableFuture<Void> respond(Context ctx) {
    // The path as it was sent: a percent-encoded twin of a URL must not be cached beside it.
    Optional<SegmentUrls.Split> split = SegmentUrls.split(ctx.req().getRequestURI());
    Optional<LiveEvent> event = split.map(SegmentUrls.Split::event).flatMap(control::event);
    CompletableFuture<Answer> answer =
        event.isPresent()
            ? ofEvent(event.get(), split.get().rest(), ctx.ip())
            : CompletableFuture.completedFuture(unknown(split.map(SegmentUrls.Split::event)));
    return responder
        .respond(ctx, answer)
        .thenRun(
            () ->
                event.ifPresentOrElse(
                    e -> tally.count(e.id(), ctx.statusCode()),
                    () -> tally.count(ctx.statusCode())));
  }

  private Answer unknown(Optional<EventId> event) {
    if (event.isEmpty()) {
      return Answer.Refusal.of(
          ErrorCode.UNKNOWN_PATH, "paths are /{tenant}/{event}/{file}", policy.unknown());
    }
    Readiness ready = readiness.events();
    return ready.ready()
        ? Answer.Refusal.of(ErrorCode.UNKNOWN_EVENT, event.get().toString(), policy.unknown())
        : Answer.Refusal.of(ErrorCode.NOT_READY, ready.reason(), CachePolicy.NO_STORE);
  }

  private CompletableFuture<Answer> ofEvent(LiveEvent event, String rest, String client) {
    Resource resource = event.urls().resolve(rest);
    if (resource instanceof Resource.Media media) {
      return segments.get(event, media.address(), client);
    }
    return CompletableFuture.completedFuture(fromMemory(event, resource));
  }

  private Answer fromMemory(LiveEvent event, Resource resource) {
    if (resource instanceof Resource.Init init) {
      return inits.get(event, init.address());
    }
    if (resource instanceof Resource.Manifest manifest) {
      return manifests.get(event, manifest.name(), clock.millis());
    }
    if (resource instanceof Resource.UnknownRepresentation unknown) {
      return Answer.Refusal.of(
          ErrorCode.UNKNOWN_REPRESENTATION, unknown.representation(), policy.unknown());
    }
    return Answer.Refusal.of(
        ErrorCode.UNKNOWN_PATH,
        "media segments are " + event.definition().media(),
        policy.unknown());
  }
}
