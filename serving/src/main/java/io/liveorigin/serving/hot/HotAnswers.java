package io.liveorigin.serving.hot;

import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.answer.ByteRange;
import io.liveorigin.serving.answer.RangeField;
import io.liveorigin.serving.cache.Followed;
import io.liveorigin.serving.cache.Payload;
import io.liveorigin.serving.cache.SegmentCache;
import io.liveorigin.serving.get.Classified;
import io.liveorigin.serving.get.RequestRule;
import io.liveorigin.serving.health.NodeReadiness;
import io.liveorigin.serving.hold.Release;
import io.liveorigin.serving.notify.EventNotifications;
import io.liveorigin.serving.readback.Prefetch;
import io.liveorigin.serving.status.RequestTally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;

/**
 * Answers to GET and HEAD of segments whose decision and bytes are in memory: 200, 206 of one
 * range, 304; and of what the schedule alone refuses. Whatever is rarer the servlet answers, which
 * has the same answer, more slowly. Any thread; never blocks.
 */
public final class HotAnswers {
  private static final byte[] OK = HeadBytes.ascii("HTTP/1.1 200 OK\r\n");
  private static final byte[] PARTIAL = HeadBytes.ascii("HTTP/1.1 206 Partial Content\r\n");
  private static final byte[] NOT_MODIFIED = HeadBytes.ascii("HTTP/1.1 304 Not Modified\r\n");

  /**
   * Where it looks.
   *
   * @param segments what paths stand for
   * @param refusals of all others
   * @param holds of those that must wait
   * @param readiness whether to answer at all
   * @param cache bytes in memory
   * @param followed told of every answer
   * @param prefetch told of those who read behind the live edge
   * @param notifications what is in force at a number
   * @param secrets what a request must carry
   * @param tally counts the answers
   */
  public record Parts(
      HotSegments segments,
      HotRefusals refusals,
      HotHolds holds,
      NodeReadiness readiness,
      SegmentCache cache,
      Followed followed,
      Prefetch prefetch,
      EventNotifications notifications,
      CdnSecrets secrets,
      RequestTally tally) {}

  private final Parts parts;
  private final Counter answers;
  private final Clock clock;

  public HotAnswers(Parts parts, MeterRegistry meters, Clock clock) {
    this.parts = parts;
    this.answers =
        Counter.builder("serving.hot.answers")
            .description("Answers from memory, in front of the servlet")
            .register(meters);
    this.clock = clock;
  }

  /** The answer, if it is one of ours; its body must be given back when it was sent. */
  Optional<HotAnswer> to(RequestHead request) {
    long now = clock.millis();
    String path = request.path();
    if (!parts.secrets().admit(request.secret())) {
      return Optional.empty();
    }
    Optional<HotSegment> found = parts.segments().find(path, now);
    if (found.isEmpty()) {
      return parts
          .refusals()
          .classify(path, now)
          .filter(Classified.Refused.class::isInstance)
          .map(refused -> refusal((Classified.Refused) refused, request.head(), now));
    }
    return parts.readiness().segments().ready() ? of(found.get(), request, now) : Optional.empty();
  }

  /**
   * Holds a request that {@link #to} has no answer for, if it is one for the whole of a segment.
   *
   * @param client address of who asks
   */
  Optional<HotHolds.Held> hold(RequestHead request, String client) {
    long now = clock.millis();
    String path = request.path();
    if (request.head()
        || request.conditional()
        || request.range().isPresent()
        || !parts.secrets().admit(request.secret())
        || !(parts.refusals().classify(path, now).orElse(null)
            instanceof Classified.Segment segment)) {
      return Optional.empty();
    }
    parts.followed().asked(segment.address().track(), now);
    return parts.holds().hold(path, segment, client, now);
  }

  /** Runs the write where nobody's first bytes wait for it. */
  void writeRemainder(Runnable write) {
    parts.holds().writeRemainder(write);
  }

  /** The answer at the end of a hold; empty where Jetty must take the request from its start. */
  Optional<HotAnswer> released(HotHolds.Held held, Release release) {
    long now = clock.millis();
    if (release instanceof Release.Abandoned abandoned) {
      Classified.Refused refused = RequestRule.notReady(held.request().of(), abandoned.reason());
      return Optional.of(refusal(refused, false, now));
    }
    if (release instanceof Release.TimedOut) {
      // Here and not by the servlet, which would hold it once more.
      return parts
          .refusals()
          .undecided(held.request(), now)
          .map(refused -> refusal(refused, false, now));
    }
    Optional<HotSegment> found = parts.segments().find(held.path(), now);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    HotSegment segment = found.get();
    long waited = now - held.arrived();
    long edge = Math.max(held.request().liveEdge(), segment.event().schedule().liveEdge(now));
    byte[] lines = segment.head().lines(edge, state(segment), now, waited, waited);
    HotHead head = segment.head();
    return withBytes(segment, 200, OK, lines, head.length(), 0, head.size());
  }

  private HotAnswer refusal(Classified.Refused refused, boolean head, long now) {
    int status = refused.refusal().code().status();
    answers.increment();
    refused
        .event()
        .ifPresentOrElse(
            event -> parts.tally().count(event.id(), status), () -> parts.tally().count(status));
    return parts.refusals().answer(refused, head, now);
  }

  private Optional<HotAnswer> of(HotSegment segment, RequestHead request, long now) {
    HotHead head = segment.head();
    if (request.conditional()) {
      // A list, a weak tag, a star, another tag: the servlet reads it.
      return request.knows(head.etag())
          ? counted(segment, 304, without(NOT_MODIFIED, segment, head.length(), now))
          : Optional.empty();
    }
    if (request.head()) {
      return counted(segment, 200, without(OK, segment, head.length(), now));
    }
    ByteRange range =
        request.range().isEmpty()
            ? new ByteRange.Whole()
            : RangeField.read(request.range(), head.size());
    if (range instanceof ByteRange.Whole) {
      return body(segment, 200, OK, head.length(), 0, head.size(), now);
    }
    if (range instanceof ByteRange.Part part) {
      return body(segment, 206, PARTIAL, lines(part, head.size()), part.from(), part.length(), now);
    }
    return Optional.empty();
  }

  private static byte[] lines(ByteRange.Part part, int size) {
    return HeadBytes.ascii(
        "Content-Range: "
            + part.contentRange(size)
            + "\r\nContent-Length: "
            + part.length()
            + "\r\n");
  }

  private HotAnswer without(byte[] status, HotSegment segment, byte[] last, long now) {
    return HotAnswer.head(status, lines(segment, now), last);
  }

  private Optional<HotAnswer> body(
      HotSegment segment, int code, byte[] status, byte[] last, int from, int length, long now) {
    if (!parts.cache().has(segment.stored().key())) {
      // The servlet reads it back; it is the servlet, too, that notes who asked.
      return Optional.empty();
    }
    parts.followed().asked(segment.address().track(), now);
    long behind = parts.segments().liveEdge(segment, now) - RequestRule.LIVE_NUMBERS;
    if (segment.address().number() <= behind) {
      parts.prefetch().plan(segment.stored(), behind).ifPresent(parts.prefetch()::start);
    }
    return withBytes(segment, code, status, lines(segment, now), last, from, length);
  }

  /** The bytes are taken last: after a fault nobody would ever give them back. */
  private Optional<HotAnswer> withBytes(
      HotSegment segment,
      int code,
      byte[] status,
      byte[] lines,
      byte[] last,
      int from,
      int length) {
    Optional<HotAnswer> answer =
        whole(segment).map(bytes -> HotAnswer.body(status, lines, last, bytes, from, length));
    try {
      return answer.flatMap(ready -> counted(segment, code, ready));
    } catch (RuntimeException e) {
      answer.flatMap(HotAnswer::body).ifPresent(Payload::release);
      throw e;
    }
  }

  /** All of its bytes; to be released. */
  private Optional<Payload> whole(HotSegment segment) {
    Optional<Payload> bytes = parts.cache().get(segment.stored().key());
    if (bytes.isPresent() && bytes.get().size() != segment.head().size()) {
      bytes.get().release();
      return Optional.empty();
    }
    return bytes;
  }

  private Optional<String> state(HotSegment segment) {
    return parts.notifications().at(segment.event(), segment.address().number());
  }

  private byte[] lines(HotSegment segment, long now) {
    return segment.head().lines(parts.segments().liveEdge(segment, now), state(segment), now);
  }

  private Optional<HotAnswer> counted(HotSegment segment, int status, HotAnswer answer) {
    answers.increment();
    parts.tally().count(segment.event().id(), status);
    return Optional.of(answer);
  }
}
