package io.liveorigin.serving.answer;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.error.Problem;
import io.liveorigin.contract.wire.Json;
import io.liveorigin.serving.cache.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers: conditions, ranges, headers (RFC 9110). HEAD never reads bytes. Any thread. */
public final class Responder {
  private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final CachePolicy policy;
  private final CmsdDynamic dynamic;
  private final Executor continuations;
  private final Clock clock;

  /**
   * @param dynamic what is said of this node with each answer
   * @param continuations where answers go on whose bytes come from elsewhere
   */
  public Responder(CachePolicy policy, CmsdDynamic dynamic, Executor continuations, Clock clock) {
    this.policy = policy;
    this.dynamic = dynamic;
    this.continuations = continuations;
    this.clock = clock;
  }

  /**
   * Writes what the answer will be. The future that it returns completes when the last byte is
   * written or the client is gone, and never exceptionally.
   *
   * @param arrived when the request came, epoch ms
   */
  public CompletableFuture<Void> respond(
      Context ctx, CompletableFuture<Answer> answer, long arrived) {
    return answer
        .thenCompose(a -> write(ctx, a, arrived))
        .exceptionally(
            failure -> {
              refuse(ctx, refusal(failure));
              return null;
            });
  }

  private CompletableFuture<Void> write(Context ctx, Answer answer, long arrived) {
    if (answer instanceof Answer.Refusal refusal) {
      refuse(ctx, refusal);
      return DONE;
    }
    Answer.Content content = (Answer.Content) answer;
    ContentHead head = content.head();
    Preconditions conditions =
        new Preconditions(
            lines(ctx, "If-Match"),
            lines(ctx, "If-None-Match"),
            lines(ctx, "If-Modified-Since"),
            lines(ctx, "If-Unmodified-Since"));
    switch (conditions.evaluate(head.etag(), modified(head), seconds())) {
      case FAILED -> {
        refuse(
            ctx,
            Answer.Refusal.of(
                ErrorCode.PRECONDITION_FAILED,
                "the entity tag is " + head.etag(),
                CachePolicy.NO_STORE));
        return DONE;
      }
      case NOT_MODIFIED -> {
        head(ctx, content, 304, arrived);
        // Jetty would say 0, and it must be that of the 200 (RFC 9110, section 8.6).
        ctx.res().setContentLengthLong(head.size());
        return DONE;
      }
      case PROCEED -> {
        return send(ctx, content, arrived);
      }
    }
    throw new IllegalStateException("every verdict returns");
  }

  private CompletableFuture<Void> send(Context ctx, Answer.Content content, long arrived) {
    ContentHead head = content.head();
    if (ctx.method().equals(HandlerType.HEAD)) {
      // Range is defined for GET alone (RFC 9110, section 14.2).
      head(ctx, content, 200, arrived);
      ctx.res().setContentLengthLong(head.size());
      return DONE;
    }
    Optional<String> wanted =
        Preconditions.rangeApplies(
                Optional.ofNullable(ctx.header("If-Range")), head.etag(), modified(head), seconds())
            ? Optional.ofNullable(ctx.header("Range"))
            : Optional.empty();
    ByteRange range = RangeField.read(wanted, head.size());
    if (range instanceof ByteRange.Unsatisfiable unsatisfiable) {
      refuse(
          ctx,
          Answer.Refusal.of(
                  ErrorCode.RANGE_NOT_SATISFIABLE,
                  "the size is " + head.size(),
                  CachePolicy.NO_STORE)
              .with("Content-Range", unsatisfiable.contentRange(head.size())));
      return DONE;
    }
    CompletableFuture<Payload> bytes = content.bytes().get();
    if (bytes.isDone()) {
      return bytes.thenCompose(payload -> sendLent(ctx, content, range, payload, arrived));
    }
    long asked = clock.millis();
    // Not on the thread that read them from Kafka: it has more to read.
    return bytes.thenComposeAsync(
        payload -> sendLent(ctx, readBack(content, asked), range, payload, arrived), continuations);
  }

  private CompletableFuture<Void> sendLent(
      Context ctx, Answer.Content content, ByteRange range, Payload payload, long arrived) {
    try {
      return sendBytes(ctx, content, range, payload, arrived)
          .whenComplete((written, failure) -> payload.release());
    } catch (RuntimeException e) {
      payload.release();
      throw e;
    }
  }

  private Answer.Content readBack(Answer.Content content, long asked) {
    List<Timing> timings = new ArrayList<>(content.timings());
    timings.add(Timing.readBack(clock.millis() - asked));
    return new Answer.Content(
        content.head(),
        content.cacheControl(),
        content.cdnCacheControl(),
        content.headers(),
        timings,
        content.bytes());
  }

  private CompletableFuture<Void> sendBytes(
      Context ctx, Answer.Content content, ByteRange range, Payload payload, long arrived) {
    int size = content.head().size();
    if (payload.size() != size) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER,
          payload.size() + " bytes were stored, " + size + " were chosen");
    }
    try {
      if (range instanceof ByteRange.Several several) {
        Multipart body = Multipart.of(content.head(), several.parts(), payload);
        head(ctx, content, 206, arrived);
        ctx.contentType(body.contentType());
        ctx.res().setContentLengthLong(body.length());
        return Body.write(ctx, body.buffers());
      }
      List<ByteBuffer> bytes;
      if (range instanceof ByteRange.Part part) {
        head(ctx, content, 206, arrived);
        ctx.header("Content-Range", part.contentRange(size));
        bytes = payload.slices(part.from(), part.length());
        ctx.res().setContentLengthLong(part.length());
      } else {
        head(ctx, content, 200, arrived);
        bytes = payload.slices(0, size);
        ctx.res().setContentLengthLong(size);
      }
      return Body.write(ctx, bytes);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private void head(Context ctx, Answer.Content content, int status, long arrived) {
    ContentHead head = content.head();
    ctx.status(status);
    ctx.contentType(head.contentType());
    ctx.header(Fields.ETAG, head.etag());
    modified(head).ifPresent(date -> ctx.header(Fields.LAST_MODIFIED, HttpDate.write(date)));
    ctx.header(Fields.CACHE_CONTROL, content.cacheControl());
    content.cdnCacheControl().ifPresent(value -> ctx.header(Fields.CDN_CACHE_CONTROL, value));
    ctx.header("Accept-Ranges", "bytes");
    head.fields().forEach(ctx::header);
    content.headers().forEach(ctx::header);
    ctx.header(Fields.CMSD_DYNAMIC, dynamic.write(clock.millis() - arrived));
    if (!content.timings().isEmpty()) {
      ctx.header(
          Fields.SERVER_TIMING,
          content.timings().stream().map(Timing::toString).collect(Collectors.joining(", ")));
    }
  }

  /**
   * Another cell's clock may be ahead, and no answer is from the future (RFC 9110, section
   * 8.8.2.1): until our clock has come there, the date is left out.
   */
  private OptionalLong modified(ContentHead head) {
    return head.modified().isPresent() && head.modified().getAsLong() <= seconds()
        ? head.modified()
        : OptionalLong.empty();
  }

  private long seconds() {
    return Math.floorDiv(clock.millis(), 1000L);
  }

  /** Writes a refusal as problem+json (RFC 9457); a HEAD gets its headers. */
  public void refuse(Context ctx, Answer.Refusal refusal) {
    if (ctx.res().isCommitted()) {
      LOG.debug("too late to refuse: {}", refusal.detail());
      return;
    }
    byte[] body = Json.write(Problem.of(refusal.code(), refusal.detail()));
    ctx.status(refusal.code().status());
    ctx.contentType(Problem.MEDIA_TYPE);
    refusal.headers().forEach(ctx::header);
    if (dynamic.duress()) {
      ctx.header(Fields.CMSD_DYNAMIC, dynamic.write(0));
    }
    ctx.header(Fields.CACHE_CONTROL, refusal.cacheControl());
    if (ctx.method().equals(HandlerType.HEAD)) {
      ctx.res().setContentLength(body.length);
    } else {
      ctx.result(body);
    }
  }

  /** The one place where an exception becomes an answer. What nobody foresaw is logged. */
  public Answer.Refusal refusal(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof RefusedException refused) {
      return refused.refusal();
    }
    if (cause instanceof OriginException own) {
      return Answer.Refusal.of(own.code(), own.getMessage(), policy.error(own.code()));
    }
    LOG.error("a request failed", cause);
    return Answer.Refusal.of(
        ErrorCode.INTERNAL, "the log of this node says more", CachePolicy.NO_STORE);
  }

  private static List<String> lines(Context ctx, String name) {
    return Collections.list(ctx.req().getHeaders(name));
  }
}
