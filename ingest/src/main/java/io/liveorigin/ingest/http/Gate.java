package io.liveorigin.ingest.http;

import io.javalin.http.Context;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.ingest.access.CredentialCheck;
import io.liveorigin.ingest.access.CredentialCheck.Question;
import io.liveorigin.ingest.access.CredentialCheck.Verdict;
import io.liveorigin.ingest.ready.Readiness;
import java.util.Optional;

/**
 * The first step of every upload and deletion: is the listener ready, does the path have the right
 * form, may this client publish there, and is there such an event. In this order: a stranger learns
 * nothing about which events exist.
 */
final class Gate {
  /** An event and the path below it. */
  record Entry(LiveEvent event, String rest) {}

  private final String pipeline;
  private final Readiness readiness;
  private final CredentialCheck credentials;
  private final ControlState control;

  Gate(String pipeline, Readiness readiness, CredentialCheck credentials, ControlState control) {
    this.pipeline = pipeline;
    this.readiness = readiness;
    this.credentials = credentials;
    this.control = control;
  }

  /** Lets the request in, or throws the refusal. */
  Entry enter(Context ctx) {
    String path = ctx.req().getRequestURI();
    SegmentUrls.Split split =
        SegmentUrls.split(path)
            .or(() -> SegmentUrls.split(path + "/"))
            .orElseThrow(
                () ->
                    new OriginException(
                        ErrorCode.MALFORMED_PATH,
                        "the path must be /{tenant}/{event}/{file}, but is '" + path + "'"));
    authorize(ctx, split.event());
    readiness.requireUploads();
    LiveEvent event =
        control
            .event(split.event())
            .orElseThrow(
                () ->
                    new OriginException(
                        ErrorCode.UNKNOWN_EVENT, "event " + split.event() + " is not known"));
    if (!event.definition().pipelines().contains(pipeline)) {
      throw new OriginException(
          ErrorCode.FORBIDDEN,
          "event "
              + split.event()
              + " is fed by pipelines "
              + event.definition().pipelines()
              + "; this listener is pipeline '"
              + pipeline
              + "'");
    }
    return new Entry(event, split.rest());
  }

  private void authorize(Context ctx, EventId event) {
    Question question =
        new Question(pipeline, event, Optional.ofNullable(ctx.header("Authorization")));
    Verdict verdict = credentials.check(question);
    if (verdict instanceof Verdict.CredentialNeeded needed) {
      ctx.header("WWW-Authenticate", needed.challenge());
      throw new OriginException(
          ErrorCode.NO_CREDENTIAL, "publishing to " + event + " needs a credential");
    }
    if (verdict instanceof Verdict.Forbidden forbidden) {
      throw new OriginException(ErrorCode.FORBIDDEN, forbidden.reason());
    }
  }
}
