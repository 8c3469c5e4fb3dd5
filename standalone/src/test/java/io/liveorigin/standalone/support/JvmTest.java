package io.liveorigin.standalone.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path temp;

  @Test
  void argumentsPropertiesAndHeapReachTheChild() {
    try (Jvm jvm = start("talk", "a b", "c")) {
      assertThat(jvm.awaitLine("args", LIMIT)).isEqualTo("args talk|a b|c");
      assertThat(jvm.awaitLine("property", LIMIT)).isEqualTo("property some value");
      String heap = jvm.awaitLine("heap", LIMIT);
      assertThat(Long.parseLong(heap.substring("heap ".length()))).isBetween(30L << 20, 33L << 20);
      assertThat(jvm.awaitLine("to standard error", LIMIT)).isNotEmpty();
      assertThat(jvm.awaitEnd(LIMIT)).isEqualTo(3);
    }
  }

  @Test
  void aChildThatEndsWithoutTheLineIsReportedWithItsOutput() {
    try (Jvm jvm = start("talk")) {
      assertThatThrownBy(() -> jvm.awaitLine("no such line", LIMIT))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("ended with 3", "property some value");
    }
  }

  @Test
  void aLineThatDoesNotComeTimesOut() {
    try (Jvm jvm = start("run")) {
      jvm.awaitLine("args", LIMIT);
      assertThatThrownBy(() -> jvm.awaitLine("no such line", Duration.ofMillis(200)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("has not printed", "no such line", "args run");
      assertThatThrownBy(() -> jvm.awaitEnd(Duration.ofMillis(50)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("still runs");
    }
  }

  @Test
  void aPausedChildDoesNothingAndAContinuedOneGoesOn() {
    try (Jvm jvm = start("tick")) {
      jvm.awaitLine("tick 3", LIMIT);
      jvm.pause();
      String paused = jvm.output();
      // Twenty ticks long.
      await().during(Duration.ofMillis(400)).atMost(LIMIT).until(() -> jvm.output().equals(paused));
      jvm.resume();
      await().atMost(LIMIT).until(() -> jvm.output().length() > paused.length());
    }
  }

  @Test
  void closingEndsARunningAndAPausedChild() {
    Jvm running = start("run");
    running.awaitLine("args", LIMIT);
    running.close();
    assertThat(running.isAlive()).isFalse();

    Jvm paused = start("run");
    paused.awaitLine("args", LIMIT);
    paused.pause();
    paused.close();
    assertThat(paused.isAlive()).isFalse();
  }

  @Test
  void whatAnEarlierChildPrintedToTheSameFileDoesNotCount() {
    try (Jvm first = start("talk", "first")) {
      first.awaitEnd(LIMIT);
    }
    try (Jvm second = start("talk", "second")) {
      assertThat(second.awaitLine("args", LIMIT)).isEqualTo("args talk|second");
      assertThat(second.output()).doesNotContain("first");
    }
  }

  @Test
  void terminatingRunsTheShutdownHooks() {
    try (Jvm jvm = start("run")) {
      jvm.awaitLine("args", LIMIT);
      jvm.terminate();
      jvm.awaitEnd(LIMIT);
      assertThat(jvm.output()).contains("hook");
    }
  }

  private Jvm start(Object... args) {
    return Jvm.of(Child.class)
        .args(args)
        .heap("32m")
        .property("test.property", "some value")
        .start(temp.resolve("new/child.log"));
  }

  /** The child: says what it was given, then talks, ticks or runs on until its end. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
      System.out.println("property " + System.getProperty("test.property"));
      System.out.println("heap " + Runtime.getRuntime().maxMemory());
      System.err.println("to standard error");
      System.out.println("args " + String.join("|", args));
      if (args[0].equals("talk")) {
        System.exit(3);
      }
      if (args[0].equals("tick")) {
        int[] ticks = {0};
        await()
            .forever()
            .pollInterval(Duration.ofMillis(20))
            .until(
                () -> {
                  System.out.println("tick " + ticks[0]++);
                  return false;
                });
      }
      // Standard input ends when the parent does.
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
