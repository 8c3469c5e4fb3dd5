package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.packager.clip.Clip;
import io.liveorigin.standalone.stack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks and invalidations through the admin API of a real node. */
class MaskCommandsIT {
  @TempDir static Path directory;
  private static Stack stack;

  @BeforeAll
  static void start() {
    stack = Stack.start(directory);
    stack.adminHttp().awaitReady();
    stack.admin().apply(Clip.eventDefinition("t", "e", List.of("a", "b")));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void aMaskNeedsNoNameAndSaysWhichOneItGot() {
    String[] add = {"--representation", "*", "--from", "10", "--to", "12", "--reason", "black"};
    assertThat(mask(0, "add", add)).isEqualTo("mask a-10-12 of t/e added\n");
    assertThat(mask(0, "add", add)).isEqualTo("mask a-10-12 of t/e changed\n");
    assertThat(mask(0, "add", "--representation", "v360", "--from", "10", "--to", "12"))
        .isEqualTo("mask a-v360-10-12 of t/e added\n");
    assertThat(run(0, "mask", "list", "--event", "t/e").out())
        .contains("a-10-12 ", "a-v360-10-12 ", "black");
    run(0, "mask", "remove", "--event", "t/e", "--id", "a-10-12");
    assertThat(run(0, "mask", "list", "--event", "t/e").out()).doesNotContain("a-10-12 ");
  }

  @Test
  void aDerivedNameTakesNothingFromAnotherMask() {
    mask(0, "add", "--id", "a-20-21", "--from", "30", "--to", "31");
    assertThat(mask(1, "add", "--from", "20", "--to", "21"))
        .isEqualTo(
            "origin mask add: mask a-20-21 is already one of pipeline a, representation *, numbers"
                + " 30 to 31; name this one with --id\n");
    assertThat(run(0, "mask", "list", "--event", "t/e").out()).contains("30", "31");
  }

  @Test
  void anInvalidationIsOrderedAndAMaskOrdersOneOfItsOwn() {
    mask(0, "add", "--id", "m9", "--from", "40", "--to", "41");
    assertThat(
            run(0, "invalidation", "order", "--event", "t/e", "--id", "i9", "--wait", "30s").out())
        .startsWith("invalidation i9 of t/e ordered\n")
        .contains("i9 ", " done ", "the event");
    assertThat(run(0, "invalidation", "list", "--event", "t/e").out())
        .contains("mask.m9 ", " 40-41 ", "i9 ");
    run(1, "invalidation", "order", "--event", "t/e", "--pipeline", "x");
  }

  private static String mask(int code, String command, String... options) {
    List<String> args =
        new ArrayList<>(List.of("mask", command, "--event", "t/e", "--pipeline", "a"));
    args.addAll(List.of(options));
    Terminal terminal = run(code, args.toArray(String[]::new));
    return terminal.out() + terminal.err();
  }

  private static Terminal run(int code, String... args) {
    Terminal terminal =
        new Terminal(Map.of("ORIGIN_ADMIN", "http://127.0.0.1:" + stack.adminPort()));
    assertThat(terminal.run(args)).as(terminal.err()).isEqualTo(code);
    return terminal;
  }
}
