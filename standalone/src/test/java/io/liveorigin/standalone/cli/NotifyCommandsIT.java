package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.packager.clip.Clip;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.testing.Patience;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notifications through the admin API of a real node. */
class NotifyCommandsIT {
  @TempDir static Path directory;
  private static Stack stack;

  @BeforeAll
  static void start() {
    stack = Stack.start(directory);
    stack.adminHttp().awaitReady();
    stack.admin().apply(Clip.eventDefinition("t", "e", List.of("a", "b")));
    Patience.await().until(() -> !stack.admin().events().isEmpty());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void aNotificationNeedsNoNameAndSaysWhichOneItGot() {
    String put = "notify put --event t/e --key ad-break --value start --from 10 --for 15";
    assertThat(run(0, put)).isEqualTo("notification ad-break.10 of t/e added\n");
    awaitList("ad-break.10 ");
    assertThat(run(0, put + " --id mine")).isEqualTo("notification mine of t/e added\n");
    assertThat(run(0, put)).isEqualTo("notification ad-break.10 of t/e changed\n");
    awaitList("mine ");
    assertThat(run(0, "notify list --event t/e")).contains("operator", " 10 ", " 24 ", "start");
    assertThat(run(0, "notify revoke --event t/e --id ad-break.10"))
        .isEqualTo("notification ad-break.10 of t/e revoked\n");
    Patience.await().until(() -> !run(0, "notify list --event t/e").contains("ad-break.10 "));
    assertThat(run(1, "notify revoke --event t/e --id ad-break.10"))
        .contains("t/e has no notification ad-break.10");
  }

  @Test
  void whatNoHeaderCarriesIsRefusedBeforeItIsSent() {
    assertThat(run(1, "notify put --event t/e --key Ad --value x --from 1"))
        .contains("key must be 1 to 48 of a-z 0-9 _ . -");
    assertThat(run(1, "notify put --event t/e --key k --value caf\u00e9 --from 1"))
        .contains("value must contain printable ASCII characters only, but has U+00E9 at 3");
  }

  @Test
  void aDryRunSaysWhatWouldChangeAndChangesNothing() {
    String put = "notify put --event t/e --key dry --value run --from 900000010";
    assertThat(run(0, put + " --dry-run"))
        .contains("dry run, nothing was changed", "notification/t/e/dry.900000010 would be added");
    assertThat(run(0, "notify list --event t/e --json")).doesNotContain("dry.900000010");
    run(1, "notify revoke --event t/e --id dry.900000010 --dry-run");
    run(0, put);
    assertThat(run(0, "notify revoke --event t/e --id dry.900000010 --dry-run"))
        .contains("notification/t/e/dry.900000010 would be");
    assertThat(run(0, "notify list --event t/e --json"))
        .startsWith("[{")
        .contains("\"id\":\"dry.900000010\"");
  }

  /** What GET says may lag behind what was written. */
  private static void awaitList(String part) {
    Patience.await().until(() -> run(0, "notify list --event t/e").contains(part));
  }

  private static String run(int code, String args) {
    Terminal terminal =
        new Terminal(Map.of("ORIGIN_ADMIN", "http://127.0.0.1:" + stack.adminPort()));
    assertThat(terminal.run(args.split(" "))).as(terminal.err()).isEqualTo(code);
    return terminal.out() + terminal.err();
  }
}
