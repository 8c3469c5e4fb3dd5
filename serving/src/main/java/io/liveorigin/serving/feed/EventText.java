package io.liveorigin.serving.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events (HTML Living Standard, section 9.2.5). A decision has the form of the topic
 * {@code selections}, which is one line. One thread.
 */
final class EventText {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A line that clients ignore, which keeps the connection and shows that it is alive. */
  void comment(String text) {
    line(": " + text);
    line("");
  }

  /**
   * A decision.
   *
   * @param json without line breaks
   * @param position after it
   */
  void decision(byte[] json, FeedPosition position) {
    line("id: " + position);
    line("event: decision");
    append("data: ");
    bytes.writeBytes(json);
    line("");
    line("");
  }

  /**
   * The client must read its window again: it may have missed decisions.
   *
   * @param position from which it follows
   */
  void reset(FeedPosition position) {
    line("id: " + position);
    line("event: reset");
    line("data: {}");
    line("");
  }

  private void line(String text) {
    append(text);
    bytes.write('\n');
  }

  private void append(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  int size() {
    return bytes.size();
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
