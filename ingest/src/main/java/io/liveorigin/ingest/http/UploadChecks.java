package io.liveorigin.ingest.http;

import io.javalin.http.Context;
import io.liveorigin.access.client.FailedAttempts;
import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.access.limit.TenantUse;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.access.ListenerAccess.Client;
import io.liveorigin.ingest.access.ListenerAccess.Verdict;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The first step of every upload and deletion. It checks, in this order: the form of the path,
 * whether the client may publish there and as which pipeline, the limits of the tenant, the
 * readiness of the pipeline, and whether the event exists. With this order, unknown clients cannot
 * find out which events exist.
 */
final class UploadChecks {
  /**
   * The challenges of a 401 (RFC 9110, section 11.6.1), one per line, because FFmpeg reads only one
   * per line.
   */
  private static final List<String> CHALLENGES =
      List.of("Basic realm=\"live-origin\", charset=\"UTF-8\"", "Bearer realm=\"live-origin\"");

  /** The attribute of an admitted request that has its pipeline. */
  private static final String PIPELINE = UploadChecks.class.getName() + ".pipeline";

  /** The attribute in which Jetty's SecureRequestCustomizer puts the client's certificates. */
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  /**
   * The target of an admitted request.
   *
   * @param pipeline the pipeline as which the client publishes
   * @param tenant use of the tenant that owns the event
   * @param event the event
   * @param rest the path below the event
   */
  record Entry(PipelineParts pipeline, TenantUse tenant, LiveEvent event, String rest) {}

  private final Map<String, PipelineParts> pipelines;
  private final ListenerAccess access;
  private final TenantRegistry tenants;
  private final ControlState control;

  UploadChecks(ListenerParts parts) {
    this.pipelines =
        parts.pipelines().stream()
            .collect(Collectors.toUnmodifiableMap(PipelineParts::pipeline, Function.identity()));
    this.access = parts.access();
    this.tenants = parts.tenants();
    this.control = parts.control();
  }

  /** Admits the request, or throws the refusal. */
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
    PipelineParts pipeline = admit(ctx, access.publish(client(ctx), split.event()), split.event());
    TenantUse tenant = tenants.of(split.event().tenant());
    within(ctx, tenant, Limit.INGEST_REQUESTS, tenant.takeOne(Limit.INGEST_REQUESTS));
    pipeline.readiness().requireUploads();
    return new Entry(pipeline, tenant, event(split.event(), pipeline.pipeline()), split.rest());
  }

  /**
   * Refuses the body if the tenant has already used up its limit of bytes. The bytes of an admitted
   * body are counted as they arrive, because its length may not be known before.
   */
  void requireBytes(Context ctx, TenantUse tenant) {
    within(ctx, tenant, Limit.INGEST_BYTES, tenant.takeAny(Limit.INGEST_BYTES, 0));
  }

  private static void within(Context ctx, TenantUse tenant, Limit limit, long waitNanos) {
    if (waitNanos > 0) {
      long seconds = TenantUse.seconds(waitNanos);
      ctx.header("Retry-After", Long.toString(seconds));
      throw new OriginException(
          ErrorCode.TOO_MANY_REQUESTS,
          "tenant '"
              + tenant.tenant()
              + "' may have "
              + tenant.most(limit)
              + " ("
              + limit.key()
              + "); try again in "
              + seconds
              + " s");
    }
  }

  /**
   * Admits a client that may read the metrics and the status of the listener, or throws the
   * refusal.
   */
  void admitMonitoring(Context ctx) {
    require(ctx, access.monitor(client(ctx)), "reading this");
  }

  /** Returns the pipeline of an admitted request; empty if the request was not admitted. */
  static Optional<String> admittedAs(Context ctx) {
    return Optional.ofNullable(ctx.attribute(PIPELINE));
  }

  private LiveEvent event(EventId id, String pipeline) {
    LiveEvent event =
        control
            .event(id)
            .orElseThrow(
                () ->
                    new OriginException(ErrorCode.UNKNOWN_EVENT, "event " + id + " is not known"));
    if (!event.definition().pipelines().contains(pipeline)) {
      throw new OriginException(
          ErrorCode.FORBIDDEN,
          "event "
              + id
              + " has pipelines "
              + event.definition().pipelines()
              + ", but this upload is from pipeline '"
              + pipeline
              + "'");
    }
    return event;
  }

  private PipelineParts admit(Context ctx, Verdict verdict, EventId event) {
    String pipeline = require(ctx, verdict, "publishing to " + event).pipeline();
    ctx.attribute(PIPELINE, pipeline);
    return pipelines.get(pipeline);
  }

  /**
   * Returns whether the refused client was not admitted, so that only a small part of its body is
   * read.
   */
  static boolean stranger(Context ctx, OriginException refusal) {
    return refusal.code() == ErrorCode.FORBIDDEN || admittedAs(ctx).isEmpty();
  }

  private static Verdict.Admitted require(Context ctx, Verdict verdict, String what) {
    if (verdict instanceof Verdict.Admitted admitted) {
      return admitted;
    }
    if (verdict instanceof Verdict.CredentialNeeded) {
      CHALLENGES.forEach(challenge -> ctx.res().addHeader("WWW-Authenticate", challenge));
      throw new OriginException(ErrorCode.NO_CREDENTIAL, what + " needs a credential");
    }
    if (verdict instanceof Verdict.Forbidden forbidden) {
      throw new OriginException(ErrorCode.FORBIDDEN, forbidden.reason());
    }
    if (verdict instanceof Verdict.TooManyAttempts) {
      ctx.header("Retry-After", Long.toString(FailedAttempts.WINDOW.toSeconds()));
      throw new OriginException(
          ErrorCode.TOO_MANY_ATTEMPTS,
          FailedAttempts.MOST
              + " wrong passwords arrived from this address within a minute; generated secrets"
              + " are still checked");
    }
    throw verdict instanceof Verdict.Busy
        ? new OriginException(
            ErrorCode.NOT_READY, "too many passwords are being checked; try again in a second")
        : new OriginException(
            ErrorCode.WRONG_CREDENTIAL, "the credential is not known or no longer valid");
  }

  /**
   * Returns the Authorization field. If there are several, there is no telling which one counts, so
   * the result is an empty value, which is no credential.
   */
  private static Optional<String> authorization(Enumeration<String> fields) {
    if (!fields.hasMoreElements()) {
      return Optional.empty();
    }
    String first = fields.nextElement();
    return Optional.of(fields.hasMoreElements() ? "" : first);
  }

  private static Client client(Context ctx) {
    return new Client(
        ctx.req().getRemoteAddr(),
        authorization(ctx.req().getHeaders("Authorization")),
        ctx.req().getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
            ? Optional.of(chain[0])
            : Optional.empty());
  }
}
