package io.liveorigin.serving.response;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.error.Problem;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.NotificationsField;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.notifications.EventNotifications;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds responses from content, refusals and failures. Thread-safe; instants are epoch ms. */
public final class ResponseFactory {
  private static final Logger LOG = LoggerFactory.getLogger(ResponseFactory.class);
  private static final int MOST_TEXTS = 1_024;

  /** Permanent Redirect. */
  private static final int MOVED = 308;

  /**
   * Approximate size in bytes of the fields that depend on the instant, and of a refusal's fields.
   */
  static final int MOVING = 512;

  private final CachePolicy policy;
  private final CmsdDynamic dynamic;
  private final EventNotifications notifications;

  /** Texts of the refusals that many requests have in common. */
  private final Cache<String, byte[]> texts = Caffeine.newBuilder().maximumSize(MOST_TEXTS).build();

  /**
   * @param dynamic states this node's delay and overload on each response
   * @param notifications what is in force in an event
   */
  public ResponseFactory(
      CachePolicy policy, CmsdDynamic dynamic, EventNotifications notifications) {
    this.policy = policy;
    this.dynamic = dynamic;
    this.notifications = notifications;
  }

  /** A 304, or the response to a HEAD, whose length is that of the 200 (RFC 9110, section 8.6). */
  public Response withoutBytes(ContentSelection selection, Content content, HeaderBlock moving) {
    int status = selection instanceof ContentSelection.NotModified ? 304 : 200;
    return Response.head(status, moving, content.fixed(), content.whole());
  }

  /**
   * The response with the requested bytes.
   *
   * @param bytes all of them, lent; released by the response, or here if this method fails
   */
  public Response withBytes(
      ContentSelection.Bytes selection, Content content, HeaderBlock moving, Payload bytes) {
    try {
      if (bytes.size() != content.size()) {
        throw new OriginException(
            ErrorCode.STORED_BYTES_DIFFER,
            bytes.size() + " bytes are stored, but " + content.size() + " bytes were chosen");
      }
      if (selection.range() instanceof ByteRange.Several several) {
        Multipart parts = Multipart.of(content, several.parts(), bytes);
        return sent(206, moving, content, parts.head(), parts.buffers(), bytes);
      }
      if (selection.range() instanceof ByteRange.Part part) {
        HeaderBlock own =
            Content.body(content.contentType(), part.length())
                .line(FieldNames.CONTENT_RANGE, part.contentRange(content.size()))
                .build();
        List<ByteBuffer> slices = bytes.slices(part.from(), part.length());
        return sent(206, moving, content, own, slices, bytes);
      }
      List<ByteBuffer> slices = bytes.slices(0, content.size());
      return sent(200, moving, content, content.whole(), slices, bytes);
    } catch (RuntimeException e) {
      bytes.release();
      throw e;
    }
  }

  private static Response sent(
      int status,
      HeaderBlock moving,
      Content content,
      HeaderBlock own,
      List<ByteBuffer> body,
      Payload bytes) {
    return new Response(status, moving, content.fixed(), own, body, bytes);
  }

  /**
   * The response with content of an event whose bytes are available.
   *
   * @param cacheControl of 200, 206 and 304 alike
   * @param bytes called only if bytes are sent
   */
  public Response content(
      LiveEvent event,
      ContentRequest asked,
      Content content,
      String cacheControl,
      Supplier<Payload> bytes,
      RequestTimings timings,
      long now) {
    ContentSelection selection = ContentSelection.of(asked, content, Math.floorDiv(now, 1000L));
    if (selection instanceof ContentSelection.Refused refused) {
      return refused(refused.refusal(), Optional.of(event), asked.head(), now);
    }
    HeaderBlock.Builder lines = HeaderBlock.builder(MOVING);
    moving(lines, content, cacheControl, timings, dynamic.duress(), now);
    notifications
        .latest(event, now)
        .ifPresent(state -> lines.line(NotificationsField.HTTP_NAME, state));
    HeaderBlock moving = lines.build();
    return selection instanceof ContentSelection.Bytes wanted
        ? withBytes(wanted, content, moving, bytes.get())
        : withoutBytes(selection, content, moving);
  }

  /** Adds the fields that depend on the instant, and otherwise only on the content. */
  void moving(
      HeaderBlock.Builder lines,
      Content content,
      String cacheControl,
      RequestTimings timings,
      boolean duress,
      long now) {
    lines.line(FieldNames.CACHE_CONTROL, cacheControl);
    content
        .modified(Math.floorDiv(now, 1000L))
        .ifPresent(date -> lines.line(FieldNames.LAST_MODIFIED, HttpDate.write(date)));
    lines.line(FieldNames.CMSD_DYNAMIC, dynamic.write(timings.total(), duress));
    if (!timings.steps().isEmpty()) {
      lines.line(
          FieldNames.SERVER_TIMING,
          timings.steps().stream().map(ServerTiming::toString).collect(Collectors.joining(", ")));
    }
  }

  /** Returns whether this node is overloaded. */
  boolean duress() {
    return dynamic.duress();
  }

  /** The notifications in force at a number of the event, as a field value. */
  Optional<String> state(LiveEvent event, long number) {
    return notifications.at(event, number);
  }

  /**
   * A refusal as problem+json (RFC 9457), with the notifications in force in its event.
   *
   * @param head whether only the head is requested
   */
  public Response refused(Refusal refusal, Optional<LiveEvent> event, boolean head, long now) {
    byte[] text = text(refusal);
    HeaderBlock.Builder lines = HeaderBlock.builder(MOVING);
    event
        .flatMap(of -> notifications.latest(of, now))
        .ifPresent(state -> lines.line(NotificationsField.HTTP_NAME, state));
    refusal.headers().forEach(lines::line);
    if (dynamic.duress()) {
      lines.line(FieldNames.CMSD_DYNAMIC, dynamic.write(0));
    }
    lines.line(FieldNames.CACHE_CONTROL, refusal.cacheControl());
    lines.line(FieldNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    lines.line(FieldNames.CONTENT_LENGTH, Integer.toString(text.length));
    return new Response(
        refusal.code().status(),
        HeaderBlock.EMPTY,
        HeaderBlock.EMPTY,
        lines.build(),
        head ? List.of() : List.of(ByteBuffer.wrap(text)),
        Payload.NONE);
  }

  /**
   * Redirects to the canonical spelling of the path (RFC 9110, section 15.4.9). It has no body.
   *
   * @param location relative to the requested path
   */
  public Response moved(LiveEvent event, String location, String cacheControl) {
    HeaderBlock own =
        HeaderBlock.builder(MOVING)
            .line(FieldNames.LOCATION, location)
            .line(FieldNames.CACHE_CONTROL, cacheControl)
            .line(FieldNames.SURROGATE_KEY, SurrogateKeys.event(event.id()))
            .line(FieldNames.CONTENT_LENGTH, "0")
            .build();
    return Response.head(MOVED, HeaderBlock.EMPTY, HeaderBlock.EMPTY, own);
  }

  private byte[] text(Refusal refusal) {
    return refusal.common()
        ? texts.get(refusal.detail(), detail -> WireJson.write(Problem.of(refusal.code(), detail)))
        : WireJson.write(Problem.of(refusal.code(), refusal.detail()));
  }

  /** The refusal for an exception; no other code converts one. Unexpected exceptions are logged. */
  public Refusal failure(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof RefusedException refused) {
      return refused.refusal();
    }
    if (cause instanceof OriginException own) {
      return Refusal.of(own.code(), own.getMessage(), policy.error(own.code()));
    }
    if (cause instanceof RejectedExecutionException) {
      // Thread pools accept no more tasks once the node stops.
      return Refusal.of(ErrorCode.NOT_READY, "the node is stopping", CachePolicy.NO_STORE);
    }
    LOG.error("a request failed", cause);
    return Refusal.of(
        ErrorCode.INTERNAL, "the log of this node has the details", CachePolicy.NO_STORE);
  }
}
