package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.serving.segment.HoldSettings;
import io.liveorigin.standalone.support.Jvm;
import io.liveorigin.testing.Patience;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant: ten thousand held requests cost memory, and no thread, and all get the segment. */
class ManyHeldIT {
  private static final int MANY = 10_000;

  /** The longest that may be set: for as long as ten thousand clients need to ask. */
  private static final Duration HELD = Duration.ofMinutes(2);

  private static final Clock CLOCK = Clock.systemUTC();

  /** Of the public listener, all of which may have been busy with connections as they came. */
  private static final int POOL = 64;

  @TempDir Path directory;

  @Test
  void ten_thousand_held_requests_cost_no_thread_and_all_are_answered() throws Exception {
    HoldSettings many =
        new HoldSettings(HELD, Duration.ofMillis(500), 2 * MANY, 2 * MANY, 2 * MANY);
    try (Stack stack = Stack.start(directory, config -> config.withHold(many))) {
      stack.adminHttp().awaitReady();
      EventDefinition event = PatientEvent.of(Clip.eventDefinition("t", "e", List.of("a", "b")));
      stack.declare(event);
      ClipTrack track = Clip.load().tracks().get(0);
      long number = event.schedule().liveEdge(CLOCK.millis()) + 1;
      Track of = new Track(new EventId("t", "e"), track.representation().id(), 0);
      String path = new SegmentUrls(event).path(new SegmentAddress(of, number));
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();

      try (Jvm clients =
          Jvm.of(WaitingClients.class)
              .args(stack.servingPort(), path, MANY)
              .heap("256m")
              .start(directory.resolve("clients.log"))) {
        clients.awaitLine("ASKED", Patience.LIMIT);
        Patience.await().until(() -> stack.metric("serving_holds") == MANY);
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads)
            .as("threads more than before")
            .isLessThanOrEqualTo(POOL);

        byte[] bytes = track.segment(number, event.schedule()).bytes();
        assertThat(stack.ingest("a").put(path, bytes).statusCode()).isEqualTo(201);
        assertThat(clients.awaitLine("ANSWERED", Patience.LIMIT)).isEqualTo("ANSWERED " + MANY);
        Patience.await().until(() -> stack.metric("serving_holds") == 0);
      }
    }
  }
}
