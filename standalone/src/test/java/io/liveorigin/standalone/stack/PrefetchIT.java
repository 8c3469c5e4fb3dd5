package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.FillPolicy;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.testing.Patience;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who reads old segments one after another finds them in memory. Invariant: the decision of the
 * moment says which bytes are served, also where others were read ahead.
 */
class PrefetchIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int NUMBERS = 12;

  /** A masked number is answered with an empty segment: a still picture would be read back. */
  private static final EventDefinition EVENT =
      Clip.eventDefinition("t", "e", List.of("a", "b")).withFill(FillPolicy.NONE);

  private static final ClipTrack TRACK = Clip.load().tracks().get(0);

  /** Their media ended before the time that counts as the live edge. */
  private static final int BEHIND = 40;

  @TempDir Path directory;

  @Test
  void a_sequential_reader_is_read_ahead_of_and_a_mask_in_between_counts() {
    long first = EVENT.schedule().liveEdge(CLOCK.millis()) - BEHIND - NUMBERS;
    try (Stack stack = Stack.start(directory)) {
      publish(stack, first);
    }
    // After a restart nothing is in memory.
    try (Stack stack = Stack.start(directory)) {
      stack.adminHttp().awaitReady();
      for (long number = first; number < first + 3; number++) {
        assertThat(answer(stack, number).body()).isEqualTo(bytes(number));
      }
      // One after the second number, two more after the third.
      Patience.await().until(() -> stack.metric("serving_prefetch_reads_total") == 3);
      assertThat(stack.metric("serving_readback_reads_total"))
          .as("two or three that were waited for, and what was read ahead")
          .isBetween(5.0, 6.0);

      stack.admin().mask(new Mask("t", "e", "m1", "a", null, first + 3, first + 3, "test"));
      Patience.await()
          .until(
              () -> stack.serving().get(path(first + 3)).headers().firstValue("Origin-Pipeline"),
              pipeline -> pipeline.equals(Optional.of("origin")));
      HttpResponse<byte[]> next = answer(stack, first + 4);
      assertThat(next.body()).isEqualTo(bytes(first + 4));
      assertThat(next.headers().firstValue("Server-Timing").orElse(""))
          .as("nothing was read for it")
          .doesNotContain("readback");
    }
  }

  private static void publish(Stack stack, long first) {
    stack.adminHttp().awaitReady();
    stack.declare(EVENT);
    for (long number = first; number < first + NUMBERS; number++) {
      assertThat(stack.ingest("a").put(path(number), bytes(number)).statusCode()).isEqualTo(201);
    }
    Patience.await()
        .until(() -> stack.serving().get(path(first + NUMBERS - 1)).statusCode() == 200);
  }

  /** A node that shares its cores may say that it is overloaded: asked again, as a player does. */
  private static HttpResponse<byte[]> answer(Stack stack, long number) {
    return Patience.await()
        .until(() -> stack.serving().get(path(number)), response -> response.statusCode() != 503);
  }

  private static byte[] bytes(long number) {
    return TRACK.segment(number, EVENT.schedule()).bytes();
  }

  private static String path(long number) {
    Track address = new Track(EVENT.id(), TRACK.representation().id(), 0);
    return new SegmentUrls(EVENT).path(new SegmentAddress(address, number));
  }
}
