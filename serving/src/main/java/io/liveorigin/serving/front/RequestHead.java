package io.liveorigin.serving.front;

import io.liveorigin.serving.access.ReaderRequest;
import io.liveorigin.serving.access.SecretComparison;
import io.liveorigin.serving.response.ContentRequest;
import io.liveorigin.serving.response.Preconditions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the head of a GET or HEAD as caches send it (RFC 9112, sections 2 to 5): one complete
 * request of HTTP/1.1 or 1.0, without a body and without an escaped character in its path. Anything
 * else is rejected, and the same bytes go to Jetty's parser, which knows all other forms and all
 * attacks. One thread at a time; the array is only read while {@link #read} runs and until its next
 * call.
 */
final class RequestHead implements ReaderRequest {
  private static final byte[] GET = Ascii.bytes("GET /");
  private static final byte[] HEAD = Ascii.bytes("HEAD /");
  private static final byte[] VERSION_1_1 = Ascii.bytes(" HTTP/1.1\r\n");
  private static final byte[] VERSION_1_0 = Ascii.bytes(" HTTP/1.0\r\n");

  /**
   * Bytes of a path that stand for themselves: unreserved and sub-delims of RFC 3986, except ';'.
   */
  private static final boolean[] PATH = Ascii.table("-._~/!$&'()*+,=:@");

  /** Bytes of a query, which is passed on as it is. */
  private static final boolean[] QUERY = Ascii.table("-._~/!$&'()*+,=:@;?%");

  /** {@code tchar} of RFC 9110, section 5.6.2. */
  private static final boolean[] TOKEN = Ascii.table("!#$%&'*+-.^_`|~");

  /** Bytes of a name or of an IPv4 address. */
  private static final boolean[] HOST_NAME = Ascii.table("-._");

  private static final int PORT_DIGITS = 5;

  private byte[] bytes = {};
  private boolean head;
  private boolean old;
  private String path = "";
  private int pathFrom;
  private int pathTo;
  private int queryTo;
  private int fieldsFrom;
  private boolean host;
  private boolean length;
  private boolean connection;
  private boolean close;
  private int count;
  private final Field secret = new Field();
  private final Field acceptEncoding = new Field();
  private final Field range = new Field();
  private final Field ifRange = new Field();
  private final Field ifMatch = new Field();
  private final Field ifNoneMatch = new Field();
  private final Field ifModifiedSince = new Field();
  private final Field ifUnmodifiedSince = new Field();
  private final Field[] fields = {
    secret, acceptEncoding, range, ifRange, ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince
  };

  /** Whether the request has any of the {@link #fields} after the first two. */
  private boolean special;

  /** The position of a field's value, if the request has the field. */
  private static final class Field {
    private int from = -1;
    private int to;

    /** Sets the position; returns whether it is the first field of its name. */
    boolean set(int first, int end) {
      boolean once = from < 0;
      from = first;
      to = end;
      return once;
    }
  }

  /**
   * Whether the bytes from {@code from} to {@code to} are one such request and nothing else. If so,
   * the other methods return its parts.
   */
  boolean read(byte[] request, int from, int to) {
    bytes = request;
    head = false;
    host = false;
    length = false;
    connection = false;
    close = false;
    count = 0;
    special = false;
    for (Field field : fields) {
      field.from = -1;
    }
    int at = line(from, to);
    fieldsFrom = at;
    while (at > 0 && at < to) {
      if (bytes[at] == '\r') {
        path = text(pathFrom, pathTo);
        return at + 2 == to && bytes[at + 1] == '\n' && (host || old);
      }
      at = field(at, to);
      count++;
    }
    return false;
  }

  /** The number of header fields. */
  int fields() {
    return count;
  }

  /** The beginning of the line after the request line; -1 if the request line is not plain. */
  private int line(int from, int to) {
    int at;
    if (Ascii.startsWith(bytes, GET, from, to)) {
      at = from + GET.length;
    } else if (Ascii.startsWith(bytes, HEAD, from, to)) {
      head = true;
      at = from + HEAD.length;
    } else {
      return -1;
    }
    pathFrom = at - 1;
    byte last = '/';
    while (at < to && Ascii.is(PATH, bytes[at])) {
      // The meaning of an empty segment, "." and ".." is not decided here.
      if (last == '/' && (bytes[at] == '/' || bytes[at] == '.')) {
        return -1;
      }
      last = bytes[at++];
    }
    pathTo = at;
    queryTo = at;
    if (at < to && bytes[at] == '?') {
      at++;
      while (at < to && Ascii.is(QUERY, bytes[at])) {
        at++;
      }
      queryTo = at;
    }
    old = Ascii.startsWith(bytes, VERSION_1_0, at, to);
    return old || Ascii.startsWith(bytes, VERSION_1_1, at, to) ? at + VERSION_1_1.length : -1;
  }

  /**
   * The beginning of the line after this field; -1 if the field is not plain, or cannot be handled
   * here.
   */
  private int field(int from, int to) {
    int at = from;
    while (at < to && Ascii.is(TOKEN, bytes[at])) {
      at++;
    }
    if (at == from || at == to || bytes[at] != ':') {
      return -1;
    }
    int name = at;
    at++;
    while (at < to && Ascii.blank(bytes[at])) {
      at++;
    }
    int value = at;
    while (at < to && (bytes[at] >= ' ' && bytes[at] < 0x7f || bytes[at] == '\t')) {
      at++;
    }
    if (at + 1 >= to || bytes[at] != '\r' || bytes[at + 1] != '\n') {
      return -1;
    }
    int end = at;
    while (end > value && Ascii.blank(bytes[end - 1])) {
      end--;
    }
    return isExpected(from, name, value, end) ? at + 2 : -1;
  }

  /** Whether the meaning of the field is known here; most fields have none. */
  private boolean isExpected(int from, int to, int value, int end) {
    switch (bytes[from] | 0x20) {
      case 'a':
        // If there are several lines, Jetty must join them.
        return !Ascii.named(bytes, "accept-encoding", from, to) || acceptEncoding.set(value, end);
      case 'h':
        if (Ascii.named(bytes, "host", from, to)) {
          boolean first = !host;
          host = true;
          return first && authority(value, end);
        }
        return !Ascii.named(bytes, "http2-settings", from, to);
      case 'r':
        return !Ascii.named(bytes, "range", from, to) || special(range, value, end);
      case 'o':
        return !Ascii.named(bytes, "origin-cdn-secret", from, to) || secret.set(value, end);
      case 'i':
        return !Ascii.startsLike(bytes, "if-", from, to) || condition(from, to, value, end);
      case 'c':
        if (Ascii.named(bytes, "connection", from, to)) {
          return connection(value, end);
        }
        if (Ascii.named(bytes, "content-length", from, to)) {
          // Before JDK 19, Java's own client sends this with every GET to say that it has no body.
          boolean first = !length;
          length = true;
          return first && Ascii.named(bytes, "0", value, end);
        }
        return !Ascii.startsLike(bytes, "cmcd-", from, to)
            && !Ascii.startsLike(bytes, "content-", from, to);
      case 't':
        return !Ascii.named(bytes, "transfer-encoding", from, to)
            && !Ascii.named(bytes, "trailer", from, to);
      case 'e':
        return !Ascii.named(bytes, "expect", from, to);
      case 'u':
        return !Ascii.named(bytes, "upgrade", from, to);
      default:
        return true;
    }
  }

  private boolean condition(int from, int to, int value, int end) {
    if (Ascii.named(bytes, "if-none-match", from, to)) {
      return special(ifNoneMatch, value, end);
    }
    if (Ascii.named(bytes, "if-modified-since", from, to)) {
      return special(ifModifiedSince, value, end);
    }
    if (Ascii.named(bytes, "if-range", from, to)) {
      return special(ifRange, value, end);
    }
    if (Ascii.named(bytes, "if-match", from, to)) {
      return special(ifMatch, value, end);
    }
    return Ascii.named(bytes, "if-unmodified-since", from, to)
        && special(ifUnmodifiedSince, value, end);
  }

  private boolean special(Field field, int value, int end) {
    special = true;
    return field.set(value, end);
  }

  /** HTTP/1.0 with keep-alive is left to Jetty. */
  private boolean connection(int value, int end) {
    boolean first = !connection;
    connection = true;
    close = Ascii.named(bytes, "close", value, end);
    return first && (close || !old && Ascii.named(bytes, "keep-alive", value, end));
  }

  /** A name or IPv4 address, with or without a port; addresses in brackets are left to Jetty. */
  private boolean authority(int from, int to) {
    int at = from;
    while (at < to && Ascii.is(HOST_NAME, bytes[at])) {
      at++;
    }
    if (at == from || at == to) {
      return at > from;
    }
    int port = at + 1;
    if (bytes[at] != ':' || port == to || to - port > PORT_DIGITS) {
      return false;
    }
    int number = 0;
    for (int i = port; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      number = 10 * number + digit;
    }
    return number > 0 && number <= 0xffff;
  }

  /** The requested part of the content, and the conditions. */
  ContentRequest wanted() {
    if (!special) {
      return head ? ContentRequest.HEAD : ContentRequest.WHOLE;
    }
    return new ContentRequest(
        head,
        new Preconditions(
            line(ifMatch), line(ifNoneMatch), line(ifModifiedSince), line(ifUnmodifiedSince)),
        text(ifRange),
        text(range));
  }

  @Override
  public String method() {
    return head ? "HEAD" : "GET";
  }

  @Override
  public String path() {
    return path;
  }

  /** Whether there is a question mark. */
  boolean hasQuery() {
    return queryTo > pathTo;
  }

  @Override
  public String query() {
    return hasQuery() ? text(pathTo + 1, queryTo) : "";
  }

  /** Whether the connection ends with the response (RFC 9112, section 9.3). */
  boolean last() {
    return old || close;
  }

  /** The value of {@code Accept-Encoding}; empty if the field is absent. */
  String acceptEncoding() {
    return text(acceptEncoding).orElse("");
  }

  @Override
  public boolean hasSecret() {
    return secret.from >= 0;
  }

  @Override
  public boolean secretIs(byte[] expected) {
    return hasSecret() && SecretComparison.same(expected, bytes, secret.from, secret.to);
  }

  /** Searches the bytes again: fields that are not kept are rarely needed. */
  @Override
  public List<String> field(String name) {
    List<String> lines = new ArrayList<>();
    int at = fieldsFrom;
    while (bytes[at] != '\r') {
      int colon = at;
      while (bytes[colon] != ':') {
        colon++;
      }
      int next = colon;
      while (bytes[next] != '\n') {
        next++;
      }
      if (Ascii.named(bytes, name, at, colon)) {
        lines.add(text(colon + 1, next - 1).strip());
      }
      at = next + 1;
    }
    return lines;
  }

  private List<String> line(Field field) {
    return field.from < 0 ? List.of() : List.of(text(field.from, field.to));
  }

  private Optional<String> text(Field field) {
    return field.from < 0 ? Optional.empty() : Optional.of(text(field.from, field.to));
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
