package io.liveorigin.serving.answer;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.error.Problem;
import io.liveorigin.contract.wire.Json;
import io.liveorigin.serving.cache.Payload;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes answers. Segment bytes go from their direct buffer to the socket without blocking a
 * thread, however slow the client reads. Any thread.
 */
public final class Responder {
  private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

  private final CachePolicy policy;
  private final Executor continuations;

  /**
   * @param continuations where answers go on whose bytes come from elsewhere
   */
  public Responder(CachePolicy policy, Executor continuations) {
    this.policy = policy;
    this.continuations = continuations;
  }

  /**
   * Writes what the answer will be. The future that it returns completes when the last byte is
   * written or the client is gone, and never exceptionally.
   */
  public CompletableFuture<Void> respond(Context ctx, CompletableFuture<Answer> answer) {
    return answer
        .thenCompose(a -> write(ctx, a))
        .exceptionally(
            failure -> {
              refuse(ctx, refusal(failure));
              return null;
            });
  }

  private CompletableFuture<Void> write(Context ctx, Answer answer) {
    if (answer instanceof Answer.Refusal refusal) {
      refuse(ctx, refusal);
      return CompletableFuture.completedFuture(null);
    }
    Answer.Content content = (Answer.Content) answer;
    switch (Preconditions.evaluate(
        lines(ctx, "If-Match"), lines(ctx, "If-None-Match"), content.etag())) {
      case FAILED -> {
        refuse(
            ctx,
            Answer.Refusal.of(
                ErrorCode.PRECONDITION_FAILED,
                "the entity tag is " + content.etag(),
                CachePolicy.NO_STORE));
        return CompletableFuture.completedFuture(null);
      }
      case NOT_MODIFIED -> {
        head(ctx, content, 304);
        return CompletableFuture.completedFuture(null);
      }
      case PROCEED -> {
        return send(ctx, content);
      }
    }
    throw new IllegalStateException("every verdict returns");
  }

  private CompletableFuture<Void> send(Context ctx, Answer.Content content) {
    if (ctx.method().equals(HandlerType.HEAD)) {
      // Range is defined for GET alone (RFC 9110, section 14.2).
      head(ctx, content, 200);
      ctx.res().setContentLengthLong(content.size());
      return CompletableFuture.completedFuture(null);
    }
    Optional<String> wanted =
        Preconditions.rangeApplies(Optional.ofNullable(ctx.header("If-Range")), content.etag())
            ? Optional.ofNullable(ctx.header("Range"))
            : Optional.empty();
    ByteRange range = RangeField.read(wanted, content.size());
    if (range instanceof ByteRange.Unsatisfiable unsatisfiable) {
      refuse(
          ctx,
          Answer.Refusal.of(
                  ErrorCode.RANGE_NOT_SATISFIABLE,
                  "the size is " + content.size(),
                  CachePolicy.NO_STORE)
              .with("Content-Range", unsatisfiable.contentRange(content.size())));
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Payload> bytes = content.bytes().get();
    // Not on the thread that read them from Kafka: it has more to read.
    return bytes.isDone()
        ? bytes.thenCompose(payload -> sendBytes(ctx, content, range, payload))
        : bytes.thenComposeAsync(payload -> sendBytes(ctx, content, range, payload), continuations);
  }

  private static CompletableFuture<Void> sendBytes(
      Context ctx, Answer.Content content, ByteRange range, Payload payload) {
    if (payload.size() != content.size()) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER,
          payload.size() + " bytes were stored, " + content.size() + " were chosen");
    }
    ByteBuffer bytes;
    if (range instanceof ByteRange.Part part) {
      head(ctx, content, 206);
      ctx.header("Content-Range", part.contentRange(content.size()));
      bytes = payload.slice(part.from(), part.length());
    } else {
      head(ctx, content, 200);
      bytes = payload.slice(0, payload.size());
    }
    ctx.res().setContentLengthLong(bytes.remaining());
    return transmit(ctx, bytes);
  }

  private static CompletableFuture<Void> transmit(Context ctx, ByteBuffer bytes) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      ServletOutputStream out = ctx.res().getOutputStream();
      ((HttpOutput) out)
          .sendContent(
              bytes,
              Callback.from(
                  () -> done.complete(null),
                  failure -> {
                    // The client went away; Jetty ends the connection.
                    LOG.debug("an answer was not taken: {}", failure.toString());
                    done.complete(null);
                  }));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
    return done;
  }

  private static void head(Context ctx, Answer.Content content, int status) {
    ctx.status(status);
    ctx.contentType(content.contentType());
    ctx.header(Fields.ETAG, content.etag());
    ctx.header(Fields.CACHE_CONTROL, content.cacheControl());
    ctx.header("Accept-Ranges", "bytes");
    content.headers().forEach(ctx::header);
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
    ctx.header(Fields.CACHE_CONTROL, refusal.cacheControl());
    refusal.headers().forEach(ctx::header);
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
