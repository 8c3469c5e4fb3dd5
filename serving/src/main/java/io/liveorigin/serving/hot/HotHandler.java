package io.liveorigin.serving.hot;

import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.answer.ByteRange;
import io.liveorigin.serving.answer.RangeField;
import io.liveorigin.serving.cache.LiveEdgeCache;
import io.liveorigin.serving.cache.Payload;
import io.liveorigin.serving.health.NodeReadiness;
import io.liveorigin.serving.notify.EventNotifications;
import io.liveorigin.serving.status.RequestTally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers GET and HEAD of segments whose decision and bytes are in memory: 200, 206 of one range,
 * 304. The direct buffer goes to the socket as it is, and no thread waits for the client. Whatever
 * is rarer goes on to the servlet, which has the same answer, more slowly. Any thread.
 */
public final class HotHandler extends Handler.Wrapper {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_MODIFIED = 304;

  /** Conditions that are seldom enough for the servlet. */
  private static final List<HttpHeader> SELDOM =
      List.of(
          HttpHeader.IF_MATCH,
          HttpHeader.IF_MODIFIED_SINCE,
          HttpHeader.IF_UNMODIFIED_SINCE,
          HttpHeader.IF_RANGE);

  /**
   * Where it looks.
   *
   * @param segments what paths stand for
   * @param readiness whether to answer at all
   * @param cache bytes in memory
   * @param notifications what is in force at a number
   * @param secrets what a request must carry
   * @param tally counts the answers
   */
  public record Parts(
      HotSegments segments,
      NodeReadiness readiness,
      LiveEdgeCache cache,
      EventNotifications notifications,
      CdnSecrets secrets,
      RequestTally tally) {}

  private final Parts parts;
  private final List<HttpField> open;
  private final Counter answers;
  private final Clock clock;

  /**
   * @param open the fields that every answer of the listener has
   */
  public HotHandler(Parts parts, Map<String, String> open, MeterRegistry meters, Clock clock) {
    this.parts = parts;
    this.open =
        open.entrySet().stream()
            .<HttpField>map(field -> new PreEncodedHttpField(field.getKey(), field.getValue()))
            .toList();
    this.answers =
        Counter.builder("serving.hot.answers")
            .description("Answers from memory, in front of the servlet")
            .register(meters);
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return serve(request, response, callback) || super.handle(request, response, callback);
  }

  private boolean serve(Request request, Response response, Callback callback) {
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    if (!head && !HttpMethod.GET.is(request.getMethod())) {
      return false;
    }
    HttpFields asked = request.getHeaders();
    // The path as it was sent: a percent-encoded twin is another path.
    String path = request.getHttpURI().getPath();
    if (path == null || seldom(asked) || request.getHttpURI().getQuery() != null) {
      return false;
    }
    long now = clock.millis();
    Optional<HotSegment> found = parts.segments().find(path, now);
    if (found.isEmpty()
        || !parts.readiness().segments().ready()
        || !parts.secrets().admit(Optional.ofNullable(asked.get(CdnSecrets.HEADER)))) {
      return false;
    }
    return answer(found.get(), asked, head, response, callback, now);
  }

  private static boolean seldom(HttpFields asked) {
    for (HttpField field : asked) {
      HttpHeader header = field.getHeader();
      if (header == null
          ? field.getName().regionMatches(true, 0, "CMCD-", 0, 5)
          : SELDOM.contains(header)) {
        return true;
      }
    }
    return false;
  }

  private boolean answer(
      HotSegment segment,
      HttpFields asked,
      boolean head,
      Response response,
      Callback callback,
      long now) {
    String condition = asked.get(HttpHeader.IF_NONE_MATCH);
    boolean known = segment.head().etag().equals(condition);
    // A list, a weak tag, a star, another tag: the servlet reads it.
    if (condition != null && !known) {
      return false;
    }
    if (known || head) {
      fields(segment, response, now);
      if (known) {
        response.setStatus(NOT_MODIFIED);
      } else {
        response.setStatus(OK);
        response.getHeaders().add(segment.head().length());
      }
      count(segment, response);
      response.write(true, null, callback);
      return true;
    }
    ByteRange range =
        RangeField.read(Optional.ofNullable(asked.get(HttpHeader.RANGE)), segment.head().size());
    Optional<Payload> bytes = parts.cache().get(segment.digest());
    if (bytes.isEmpty() || bytes.get().size() != segment.head().size()) {
      return false;
    }
    if (range instanceof ByteRange.Whole) {
      send(segment, response, bytes.get(), callback, now);
      return true;
    }
    if (range instanceof ByteRange.Part part) {
      send(segment, part, response, bytes.get(), callback, now);
      return true;
    }
    return false;
  }

  private void send(
      HotSegment segment, Response response, Payload bytes, Callback callback, long now) {
    fields(segment, response, now);
    response.setStatus(OK);
    response.getHeaders().add(segment.head().length());
    count(segment, response);
    response.write(true, bytes.slice(0, bytes.size()), callback);
  }

  private void send(
      HotSegment segment,
      ByteRange.Part part,
      Response response,
      Payload bytes,
      Callback callback,
      long now) {
    fields(segment, response, now);
    response.setStatus(PARTIAL);
    response
        .getHeaders()
        .add(HttpHeader.CONTENT_RANGE, part.contentRange(segment.head().size()))
        .add(HttpHeader.CONTENT_LENGTH, part.length());
    count(segment, response);
    ByteBuffer slice = bytes.slice(part.from(), part.length());
    response.write(true, slice, callback);
  }

  private void fields(HotSegment segment, Response response, long now) {
    HttpFields.Mutable fields = response.getHeaders();
    open.forEach(fields::add);
    segment
        .head()
        .addTo(
            fields,
            parts.segments().liveEdge(segment, now),
            parts.notifications().at(segment.event(), segment.address().number()),
            now);
  }

  private void count(HotSegment segment, Response response) {
    answers.increment();
    parts.tally().count(segment.event().id(), response.getStatus());
  }
}
