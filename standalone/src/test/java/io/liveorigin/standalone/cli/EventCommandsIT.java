package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.standalone.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an event through the admin API of a real node. */
class EventCommandsIT {
  @TempDir static Path directory;
  private static Stack stack;

  @BeforeAll
  static void start() {
    stack = Stack.start(directory);
    stack.adminHttp().awaitReady();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static void declare(String name) {
    stack.admin().apply(Clip.eventDefinition("t", name, List.of("a", "b")));
  }

  @Test
  void anEventIsPausedResumedAndEnded() {
    declare("e");
    assertThat(run(1, "event", "resume", "t/e").err())
        .contains("the event is not paused at ", "(pause-conflict, status 409)");
    assertThat(run(0, "event", "pause", "t/e", "--at", "2100-01-01T00:00:00Z").out())
        .isEqualTo("t/e is paused from 2100-01-01T00:00:00Z on\n");
    assertThat(run(1, "event", "pause", "t/e").err())
        .contains("the event has already been paused since 2100-01-01T00:00:00Z");
    assertThat(run(0, "event", "resume", "t/e", "--at", "2100-01-01T00:01:00Z").out())
        .isEqualTo("t/e was paused from 2100-01-01T00:00:00Z to 2100-01-01T00:01:00Z\n");
    assertThat(run(0, "event", "end", "t/e", "--at", "2100-02-01T00:00:00Z").out())
        .isEqualTo("t/e ends at 2100-02-01T00:00:00Z\n");
    assertThat(run(0, "event", "show", "t/e").out()).contains("pauses", "2100-02-01T00:00:00Z");
    assertThat(run(0, "event", "resume", "t/e", "--at", "2099-01-01T00:00:00Z").out())
        .isEqualTo("t/e is no longer paused\n");
    assertThat(run(1, "event", "pause", "t/nobody").err()).contains("t/nobody (unknown-event");
  }

  @Test
  void aFileIsAppliedOnlyOverTheVersionThatWasRead() throws Exception {
    declare("v");
    String version = run(0, "event", "show", "t/v", "--version").out().strip();
    Path file = directory.resolve("v.json");
    Files.writeString(file, run(0, "event", "show", "t/v").out());
    run(0, "event", "pause", "t/v");
    String[] apply = {"event", "apply", "-f", file.toString(), "--if-version", version};
    assertThat(run(1, apply).err()).contains("has changed since it was read", "status 412");
    assertThat(stack.admin().event(new EventId("t", "v")).orElseThrow().pauses()).isPresent();
    apply[5] = run(0, "event", "show", "t/v", "--version").out().strip();
    assertThat(run(0, apply).out()).isEqualTo("t/v applied\n");
  }

  @Test
  void aDryRunSaysWhatWouldChangeAndChangesNothing() throws Exception {
    declare("dry");
    Path file = directory.resolve("dry.json");
    String before = run(0, "event", "show", "t/dry").out();
    Files.writeString(file, before.replace("\"patience\":\"PT1S\"", "\"patience\":\"2s\""));
    assertThat(run(0, "event", "apply", "-f", file.toString(), "--dry-run").out())
        .isEqualTo(
            "dry run, nothing was changed:\n  event/t/dry/definition would be changed\n"
                + "    patience: \"PT1S\" -> \"PT2S\"\n");
    Files.writeString(file, before);
    assertThat(run(0, "event", "apply", "-f", file.toString(), "--dry-run").out())
        .contains("event/t/dry/definition would stay as it is");
    String at = "2100-01-01T00:00:00Z";
    assertThat(run(0, "event", "pause", "t/dry", "--at", at, "--dry-run").out())
        .contains("pauses: (not set) -> [{\"from\":\"" + at + "\"}]");
    assertThat(run(1, "event", "resume", "t/dry", "--dry-run").err()).contains("is not paused");
    assertThat(run(0, "event", "end", "t/dry", "--at", at, "--dry-run").out())
        .contains("endTime: (not set) -> \"" + at + "\"");
    assertThat(run(0, "event", "delete", "t/dry", "--dry-run").out())
        .contains("event/t/dry/definition would be removed");
    assertThat(run(0, "event", "show", "t/dry").out()).isEqualTo(before);
    Files.writeString(file, before.replace("\"dry\"", "\"undeclared\""));
    assertThat(run(0, "event", "apply", "-f", file.toString(), "--dry-run").out())
        .contains("event/t/undeclared/definition would be added");
    run(1, "event", "show", "t/undeclared");
  }

  private static Terminal run(int code, String... args) {
    Terminal terminal =
        new Terminal(Map.of("ORIGIN_ADMIN", "http://127.0.0.1:" + stack.adminPort()));
    assertThat(terminal.run(args)).as(terminal.err()).isEqualTo(code);
    return terminal;
  }
}
