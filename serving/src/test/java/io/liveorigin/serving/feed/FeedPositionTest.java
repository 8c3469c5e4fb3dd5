package io.liveorigin.serving.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Positions as clients send them. */
class FeedPositionTest {
  private static final long SMALL_STACK = 256 * 1024;

  @Test
  void theLongestTextThatAClientCanSendNeedsNoStack() throws InterruptedException {
    StringBuilder text = new StringBuilder("5/1:1");
    while (text.length() < 8_190) {
      text.append(text.length() < 8_186 ? ",1:1" : "1");
    }
    List<FeedPosition> read = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    Thread thread =
        new Thread(
            null, () -> read.add(FeedPosition.parse(text.toString())), "parser", SMALL_STACK);
    thread.setUncaughtExceptionHandler((any, failure) -> failures.add(failure));
    thread.start();
    thread.join();

    assertThat(text).hasSize(8_190);
    assertThat(failures).isEmpty();
    assertThat(read).hasSize(1);
    assertThat(read.get(0).of(1)).isPresent();
  }
}
