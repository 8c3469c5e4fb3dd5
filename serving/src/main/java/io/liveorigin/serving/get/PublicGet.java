package io.liveorigin.serving.get;

import io.javalin.http.Context;
import io.liveorigin.contract.notification.NotificationsField;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.Responder;
import io.liveorigin.serving.decision.InitDecisions;
import io.liveorigin.serving.manifest.ManifestGet;
import io.liveorigin.serving.notify.EventNotifications;
import io.liveorigin.serving.status.RequestTally;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Every GET and HEAD below {@code /{tenant}/{event}/}: classed from memory, then the way of its
 * kind. Any thread.
 */
public final class PublicGet {
  private final RequestRule rule;
  private final SegmentGet segments;
  private final InitGet inits;
  private final ManifestGet manifests;
  private final EventNotifications notifications;
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
    SegmentContent contents = new SegmentContent(policy, name);
    this.rule = RequestRule.over(parts, policy);
    this.segments = new SegmentGet(parts, rule, contents, clock);
    this.inits = new InitGet(parts, initDecisions, contents);
    this.manifests = new ManifestGet(initDecisions, policy);
    this.notifications = new EventNotifications(parts.control(), parts.recent());
    this.responder = responder;
    this.tally = tally;
    this.clock = clock;
  }

  /** Answers without keeping the calling thread. */
  public void handle(Context ctx) {
    long now = clock.millis();
    Classified request = rule.classify(ctx.req().getRequestURI(), now);
    if (request instanceof Classified.Refused refused) {
      // At once: nothing is waited for, and Jetty cannot begin to wait for a path like "///.."
      // (12.1.13), which only a refusal may have.
      tell(ctx, request, refused.refusal());
      responder.refuse(ctx, refused.refusal());
      count(ctx, request);
    } else {
      ctx.future(() -> respond(ctx, request, now));
    }
  }

  private CompletableFuture<Void> respond(Context ctx, Classified request, long now) {
    return responder
        .respond(
            ctx,
            answer(request, ctx.ip(), now)
                .whenComplete((answer, failure) -> tell(ctx, request, answer)),
            now)
        .thenRun(() -> count(ctx, request));
  }

  private void count(Context ctx, Classified request) {
    request
        .event()
        .ifPresentOrElse(
            event -> tally.count(event.id(), ctx.statusCode()),
            () -> tally.count(ctx.statusCode()));
  }

  private CompletableFuture<Answer> answer(Classified request, String client, long now) {
    if (request instanceof Classified.Segment segment) {
      return segments.get(segment, client, now);
    }
    if (request instanceof Classified.Init init) {
      return CompletableFuture.completedFuture(inits.get(init.of(), init.address()));
    }
    if (request instanceof Classified.Manifest manifest) {
      return CompletableFuture.completedFuture(manifests.get(manifest.of(), now));
    }
    throw new IllegalStateException("a refusal is answered at once: " + request);
  }

  /** At the last moment: a held request is answered with what has come meanwhile. */
  private void tell(Context ctx, Classified request, Answer answer) {
    if (request.event().isEmpty()) {
      return;
    }
    Optional<String> state =
        request instanceof Classified.Segment segment && answer instanceof Answer.Content
            ? notifications.at(segment.of(), segment.address().number())
            : notifications.latest(request.event().get(), clock.millis());
    state.ifPresent(text -> ctx.header(NotificationsField.HTTP_NAME, text));
  }
}
