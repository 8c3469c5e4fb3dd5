package io.liveorigin.serving.front;

import io.liveorigin.serving.response.HeaderBlock;
import io.liveorigin.serving.response.HttpDate;
import java.util.Map;

/**
 * The first lines of every response of a listener: {@code Date}, and fields that never change. They
 * are cached for the second for which they are right. Any thread.
 */
final class ResponsePreamble {
  private static final int EXPECTED = 600;

  private record Written(long second, byte[] lines) {}

  private final Map<String, String> always;
  private volatile Written written = new Written(Long.MIN_VALUE, new byte[0]);

  /**
   * Creates the lines of a listener.
   *
   * @param always the fields that never change
   */
  ResponsePreamble(Map<String, String> always) {
    this.always = always;
  }

  /**
   * The lines; the array must not be changed.
   *
   * @param now epoch ms
   */
  byte[] lines(long now) {
    long second = Math.floorDiv(now, 1000L);
    Written known = written;
    if (known.second() != second) {
      HeaderBlock.Builder lines = HeaderBlock.builder(EXPECTED);
      lines.line("Date", HttpDate.write(second));
      always.forEach(lines::line);
      known = new Written(second, lines.build().lines());
      written = known;
    }
    return known.lines();
  }
}
