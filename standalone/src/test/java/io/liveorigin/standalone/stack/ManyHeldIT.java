package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.wire.ControlJson;
import io.liveorigin.contract.wire.Json;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.serving.hold.HoldSettings;
import io.liveorigin.standalone.support.Jvm;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Invariant: ten thousand held requests cost memory, and no thread, and all get the segment. */
@Timeout(180)
class ManyHeldIT {
  private static final int MANY = 10_000;
  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Clock CLOCK = Clock.systemUTC();

  /** Of the public listener, all of which may have been busy with connections as they came. */
  private static final int POOL = 64;

  @TempDir Path directory;

  @Test
  void ten_thousand_held_requests_cost_no_thread_and_all_are_answered() throws Exception {
    HoldSettings many =
        new HoldSettings(PATIENT, Duration.ofMillis(500), 2 * MANY, 2 * MANY, 2 * MANY);
    try (Stack stack = Stack.start(directory, config -> config.withHold(many))) {
      stack.adminHttp().awaitReady();
      EventDefinition event = patient();
      stack.admin().apply(event);
      Awaitility.await()
          .atMost(PATIENT)
          .until(() -> stack.ingest("a").put("/t/e/probe.m3u8", new byte[0]).statusCode() == 200);
      ClipTrack track = Clip.load().tracks().get(0);
      long number = event.schedule().liveEdge(CLOCK.millis()) + 1;
      Track of = new Track(new EventId("t", "e"), track.representation().id());
      String path = new SegmentUrls(event).path(new SegmentAddress(of, number));
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();

      try (Jvm clients =
          Jvm.of(WaitingClients.class)
              .args(stack.servingPort(), path, MANY)
              .heap("256m")
              .start(directory.resolve("clients.log"))) {
        clients.awaitLine("ASKED", PATIENT);
        Awaitility.await().atMost(PATIENT).until(() -> held(stack) == MANY);
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads)
            .as("threads more than before")
            .isLessThanOrEqualTo(POOL);

        byte[] bytes = track.segment(number, event.schedule()).bytes();
        assertThat(stack.ingest("a").put(path, bytes).statusCode()).isEqualTo(201);
        assertThat(clients.awaitLine("ANSWERED", PATIENT)).isEqualTo("ANSWERED " + MANY);
        Awaitility.await().atMost(PATIENT).until(() -> held(stack) == 0);
      }
    }
  }

  /**
   * The clip's event, whose segments are waited for as long as ten thousand clients need to ask.
   */
  private static EventDefinition patient() {
    EventDefinition clip = Clip.eventDefinition("t", "e", List.of("a", "b"));
    ObjectNode json = (ObjectNode) Json.readTree(ControlJson.write(clip));
    json.put("patience", "PT50S");
    json.put("retryDeadline", "PT60S");
    return ControlJson.readOperatorEvent(Json.write(json));
  }

  private static long held(Stack stack) {
    String metrics = new String(stack.adminHttp().get("/metrics").body(), StandardCharsets.UTF_8);
    return metrics
        .lines()
        .filter(line -> line.startsWith("serving_holds "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }
}
