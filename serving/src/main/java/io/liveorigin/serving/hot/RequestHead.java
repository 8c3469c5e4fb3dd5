package io.liveorigin.serving.hot;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the head of the plainest GET or HEAD there is (RFC 9112, sections 2 to 5): one request,
 * whole, without a body, a query or an escaped character. Of everything else it says no, and
 * Jetty's parser, which knows all the rest and all the attacks, reads the same bytes. One thread at
 * a time; the array is only read while {@link #read} runs and until the next.
 */
final class RequestHead {
  private static final byte[] GET = ascii("GET /");
  private static final byte[] HEAD = ascii("HEAD /");
  private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");

  /** Bytes of a path that mean themselves: unreserved and sub-delims of RFC 3986, but for ';'. */
  private static final boolean[] PATH = table("-._~/!$&'()*+,=:@");

  /** {@code tchar} of RFC 9110, section 5.6.2. */
  private static final boolean[] TOKEN = table("!#$%&'*+-.^_`|~");

  private static final boolean[] AUTHORITY = table("-._~:[]");

  private byte[] bytes = {};
  private boolean head;
  private int pathFrom;
  private int pathTo;
  private boolean host;
  private boolean length;
  private final Field range = new Field();
  private final Field ifNoneMatch = new Field();
  private final Field secret = new Field();

  /** Where the value of a field is, if the request has it. */
  private static final class Field {
    private int from = -1;
    private int to;

    /** Whether it is the first of its name. */
    boolean set(int first, int end) {
      boolean once = from < 0;
      from = first;
      to = end;
      return once;
    }
  }

  /**
   * Whether the bytes from {@code from} to {@code to} are one such request and nothing else. Then
   * the other methods tell what it says.
   */
  boolean read(byte[] request, int from, int to) {
    bytes = request;
    head = false;
    host = false;
    length = false;
    range.from = -1;
    ifNoneMatch.from = -1;
    secret.from = -1;
    int at = line(from, to);
    while (at > 0 && at < to) {
      if (bytes[at] == '\r') {
        return at + 2 == to && bytes[at + 1] == '\n' && host;
      }
      at = field(at, to);
    }
    return false;
  }

  /** Where the line after the request line begins; -1 where the line is not plain. */
  private int line(int from, int to) {
    int at;
    if (startsWith(GET, from, to)) {
      at = from + GET.length;
    } else if (startsWith(HEAD, from, to)) {
      head = true;
      at = from + HEAD.length;
    } else {
      return -1;
    }
    pathFrom = at - 1;
    byte last = '/';
    while (at < to && is(PATH, bytes[at])) {
      // An empty segment, "." and "..": what they name is not for us to say.
      if (last == '/' && (bytes[at] == '/' || bytes[at] == '.')) {
        return -1;
      }
      last = bytes[at++];
    }
    pathTo = at;
    return startsWith(VERSION, at, to) ? at + VERSION.length : -1;
  }

  /** Where the line after this field's begins; -1 where it is not plain, or not for us. */
  private int field(int from, int to) {
    int at = from;
    while (at < to && is(TOKEN, bytes[at])) {
      at++;
    }
    if (at == from || at == to || bytes[at] != ':') {
      return -1;
    }
    int name = at;
    at++;
    while (at < to && blank(bytes[at])) {
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
    while (end > value && blank(bytes[end - 1])) {
      end--;
    }
    return understood(from, name, value, end) ? at + 2 : -1;
  }

  /** Whether we know what the field means for us; of most, nothing. */
  private boolean understood(int from, int to, int value, int end) {
    switch (bytes[from] | 0x20) {
      case 'h':
        if (named("host", from, to)) {
          boolean first = !host;
          host = true;
          return first && authority(value, end);
        }
        return !named("http2-settings", from, to);
      case 'r':
        return !named("range", from, to) || range.set(value, end);
      case 'o':
        return !named("origin-cdn-secret", from, to) || secret.set(value, end);
      case 'i':
        if (named("if-none-match", from, to)) {
          return ifNoneMatch.set(value, end);
        }
        return !startsLike("if-", from, to);
      case 'c':
        if (named("connection", from, to)) {
          return is("keep-alive", value, end);
        }
        if (named("content-length", from, to)) {
          // Java's own client says with every GET before JDK 19 that it has no body.
          boolean first = !length;
          length = true;
          return first && is("0", value, end);
        }
        return !startsLike("cmcd-", from, to) && !startsLike("content-", from, to);
      case 't':
        return !named("transfer-encoding", from, to) && !named("trailer", from, to);
      case 'e':
        return !named("expect", from, to);
      case 'u':
        return !named("upgrade", from, to);
      default:
        return true;
    }
  }

  private boolean authority(int from, int to) {
    for (int at = from; at < to; at++) {
      if (!is(AUTHORITY, bytes[at])) {
        return false;
      }
    }
    return to > from;
  }

  private boolean named(String name, int from, int to) {
    return to - from == name.length() && startsLike(name, from, to);
  }

  /** Whatever the case; {@code text} is in lower case. */
  private boolean startsLike(String text, int from, int to) {
    if (to - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      byte b = bytes[from + i];
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean is(String text, int from, int to) {
    return named(text, from, to);
  }

  private boolean startsWith(byte[] text, int from, int to) {
    if (to - from < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[from + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether only the head of the answer is wanted. */
  boolean head() {
    return head;
  }

  /** As it was sent. */
  String path() {
    return text(pathFrom, pathTo);
  }

  Optional<String> range() {
    return text(range);
  }

  boolean conditional() {
    return ifNoneMatch.from >= 0;
  }

  /** Whether the condition is {@code If-None-Match} with this one tag. */
  boolean knows(String etag) {
    int length = etag.length();
    if (ifNoneMatch.to - ifNoneMatch.from != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[ifNoneMatch.from + i] != etag.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  Optional<String> secret() {
    return text(secret);
  }

  private Optional<String> text(Field field) {
    return field.from < 0 ? Optional.empty() : Optional.of(text(field.from, field.to));
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean is(boolean[] table, byte b) {
    return b >= 0 && table[b];
  }

  private static boolean[] table(String others) {
    boolean[] table = new boolean[128];
    for (int c = 0; c < table.length; c++) {
      table[c] =
          c >= '0' && c <= '9'
              || c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || others.indexOf(c) >= 0;
    }
    return table;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
