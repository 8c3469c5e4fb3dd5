package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.packager.Packager;
import io.liveorigin.packager.PackagerSettings;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.packager.publish.HttpSegmentPublisher;
import io.liveorigin.packager.schedule.PacingClock;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.testing.Patience;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code origin top --once} of a node whose event one of two pipelines publishes. */
class TopIT {
  @TempDir Path directory;

  @Test
  void theLanesOfARunningEventAreShown() throws Exception {
    try (Stack stack = Stack.start(directory)) {
      stack.adminHttp().awaitReady();
      EventDefinition event = Clip.eventDefinition("t", "e", List.of("a", "b"));
      stack.declare(event);
      try (Packager packager =
          new Packager(
              PackagerSettings.standard("a", FaultScript.NONE, 1),
              LiveEvent.of(event),
              Clip.load(),
              new HttpSegmentPublisher(
                  URI.create("http://127.0.0.1:" + stack.ingestPort("a")), Duration.ofSeconds(10)),
              PacingClock.of(Clock.systemUTC()))) {
        packager.start(packager.firstNumber());
        Patience.await()
            .untilAsserted(
                () ->
                    assertThat(run(stack, 0, "top", "t/e").out())
                        .containsPattern("> t/e +degraded +\\d+ ")
                        .containsPattern("\nviewers +[·a✕F]*a[·a✕F]*\n")
                        .containsPattern("\na +[·●L]*●[·●L]*\n")
                        .containsPattern("\nb +[·–]+\n"));
      }
      assertThat(run(stack, 1, "top", "--once", "t/nobody").err())
          .contains("event t/nobody is not declared");
    }
  }

  private static Terminal run(Stack stack, int code, String... args) {
    Terminal terminal =
        new Terminal(Map.of("ORIGIN_ADMIN", "http://127.0.0.1:" + stack.adminPort()));
    assertThat(terminal.run(args)).as(terminal.err()).isEqualTo(code);
    return terminal;
  }
}
