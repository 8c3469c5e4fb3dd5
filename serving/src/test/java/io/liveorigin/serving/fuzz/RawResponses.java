package io.liveorigin.serving.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heads of all answers on one connection, as they were on the wire. The bodies of the tests
 * never look like a status line.
 */
record RawResponses(List<Head> heads) {
  /** Whatever the request: an answer has these lines and no other. */
  private static final Set<String> MEANT =
      Set.of(
          "accept-ranges",
          "access-control-allow-headers",
          "access-control-allow-methods",
          "access-control-allow-origin",
          "access-control-expose-headers",
          "access-control-max-age",
          "allow",
          "cache-control",
          "cdn-cache-control",
          "cmsd-dynamic",
          "cmsd-static",
          "connection",
          "content-length",
          "content-range",
          "content-type",
          "date",
          "etag",
          "event-notifications",
          "last-modified",
          "location",
          "origin-available-at",
          "origin-live-edge",
          "origin-pipeline",
          "retry-after",
          "segment-defects",
          "server-timing",
          "surrogate-key",
          "timing-allow-origin",
          "vary",
          "x-accel-expires");

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})[^\r\n]*\r\n");
  private static final Pattern LINE = Pattern.compile("([A-Za-z-]+): ?([\\x20-\\x7e]*)");

  /** Of the instant, or of how much of a body had come. */
  private static final Pattern MOVING =
      Pattern.compile("(?i)(date|server-timing|cmsd-dynamic|connection): .*");

  /**
   * One head.
   *
   * @param lines without the status line
   */
  record Head(int status, List<String> lines) {}

  static RawResponses read(String text) {
    List<Head> heads = new ArrayList<>();
    Matcher status = STATUS.matcher(text);
    while (status.find()) {
      int end = text.indexOf("\r\n\r\n", status.end() - 2);
      String head = end < status.end() ? "" : text.substring(status.end(), end);
      heads.add(
          new Head(
              Integer.parseInt(status.group(1)),
              head.isEmpty() ? List.of() : List.of(head.split("\r\n", -1))));
    }
    return new RawResponses(heads);
  }

  /**
   * The same requests, otherwise cut, got the same answers. Fields may come in another order,
   * because another front may have answered. One connection may have a refusal more with which it
   * ends: the node may still have looked, or not, at what is no request when the client had no more
   * to send.
   *
   * @param whole whether both connections came to their end, so that all answers were read
   */
  void assertSame(RawResponses others, boolean whole) {
    int both = Math.min(heads.size(), others.heads.size());
    for (int i = 0; i < both; i++) {
      Head one = heads.get(i);
      Head other = others.heads.get(i);
      if (ofTheInstant(one.status()) || ofTheInstant(other.status())) {
        return;
      }
      assertThat(other.status()).as("answer %d", i).isEqualTo(one.status());
      assertThat(lasting(other)).as("answer %d", i).isEqualTo(lasting(one));
    }
    // A body that had not come when its request was answered may end the connection.
    boolean ended = both > 0 && (closes(heads.get(both - 1)) || closes(others.heads.get(both - 1)));
    if (whole && !ended) {
      List<Head> longer = heads.size() > both ? heads : others.heads;
      assertThat(longer.subList(both, longer.size()))
          .as("answers that only one connection has")
          .allMatch(RawResponses::ends);
    }
  }

  private static boolean ends(Head head) {
    return ofTheInstant(head.status()) || head.status() > 400 && closes(head);
  }

  private static boolean closes(Head head) {
    return head.lines().stream().anyMatch("connection: close"::equalsIgnoreCase);
  }

  /** A busy node may refuse a look-up, and 400 ends what is read. */
  private static boolean ofTheInstant(int status) {
    return status == 503 || status == 400;
  }

  private static List<String> lasting(Head head) {
    return head.lines().stream().filter(line -> !MOVING.matcher(line).matches()).sorted().toList();
  }

  /** No 5xx but 503, and no line that we did not mean. */
  void assertMeant() {
    for (Head head : heads) {
      assertThat(head.status() < 500 || head.status() == 503)
          .as("status %d", head.status())
          .isTrue();
      for (String line : head.lines()) {
        Matcher parts = LINE.matcher(line);
        assertThat(parts.matches()).as("a header line: %s", line).isTrue();
        assertThat(MEANT).contains(parts.group(1).toLowerCase(Locale.ROOT));
      }
      // 1xx are no answers.
      if (head.status() >= 200) {
        assertThat(head.lines())
            .as("status %d", head.status())
            .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("cache-control: "));
      }
    }
  }
}
