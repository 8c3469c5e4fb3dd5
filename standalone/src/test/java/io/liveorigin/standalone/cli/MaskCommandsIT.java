package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.testing.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
            "origin mask add: mask a-20-21 already exists, for pipeline a, representation *,"
                + " numbers 30 to 31; give this one another name with --id\n");
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

  @Test
  void aDryRunSaysWhatWouldChangeAndChangesNothing() {
    String before = run(0, "mask", "list", "--event", "t/e", "--json").out();
    assertThat(mask(0, "add", "--id", "dry", "--from", "70", "--to", "71", "--dry-run"))
        .startsWith("dry run, nothing was changed:\n  mask/t/e/dry would be added: {\"tenant\"")
        .contains("invalidation/t/e/mask.dry would be added");
    assertThat(run(0, "mask", "list", "--event", "t/e", "--json").out()).isEqualTo(before);
    run(1, "mask", "remove", "--event", "t/e", "--id", "dry", "--dry-run");
    mask(0, "add", "--id", "dry", "--from", "70", "--to", "71");
    assertThat(mask(0, "add", "--id", "dry", "--from", "70", "--to", "72", "--dry-run"))
        .contains("  mask/t/e/dry would be changed\n    to: 71 -> 72\n");
    assertThat(run(0, "mask", "remove", "--event", "t/e", "--id", "dry", "--dry-run").out())
        .contains("mask/t/e/dry would be removed");
    assertThat(run(0, "invalidation", "order", "--event", "t/e", "--id", "dry", "--dry-run").out())
        .contains("invalidation/t/e/dry would be added");
    assertThat(run(0, "invalidation", "list", "--event", "t/e", "--json").out())
        .contains("\"id\":\"mask.dry\"")
        .doesNotContain("\"id\":\"dry\"");
    assertThat(WireJson.readTree(before.getBytes(StandardCharsets.UTF_8)).isArray()).isTrue();
  }

  @Test
  void theAuditTrailSaysWhoDidWhat() {
    mask(0, "add", "--id", "seen", "--from", "50", "--to", "51");
    mask(0, "add", "--id", "seen", "--from", "50", "--to", "52");
    run(0, "mask", "remove", "--event", "t/e", "--id", "seen");
    run(1, "mask", "remove", "--event", "t/e", "--id", "never-set");
    String path = "/events/t/e/masks/";
    Patience.await()
        .untilAsserted(
            () ->
                assertThat(run(0, "audit", "--event", "t/e").out())
                    .contains(
                        "127.0.0.1",
                        "PUT " + path + "seen: mask/t/e/seen new, invalidation/t/e/mask.seen new",
                        "PUT " + path + "seen: mask/t/e/seen changed to",
                        "DELETE " + path + "seen: mask/t/e/seen deleted",
                        "unknown-mask             DELETE " + path + "never-set"));
    assertThat(run(0, "audit", "--event", "t/other").out()).contains("nothing has been changed");
    List<JsonNode> json =
        run(0, "audit", "--json")
            .out()
            .lines()
            .map(line -> WireJson.readTree(line.getBytes(StandardCharsets.UTF_8)))
            .toList();
    assertThat(json).allSatisfy(r -> assertThat(r.path("schema").asInt()).isEqualTo(1));
    assertThat(json.stream().map(r -> r.at("/changes/0/after/document/to").asInt())).contains(52);
  }

  @Test
  void theAuditTrailIsFollowed() throws Exception {
    Terminal terminal = new Terminal(environment());
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> terminal.run("audit", "--follow", "--since", "1s"));
    Patience.await().until(() -> terminal.out().contains("WHO"));
    run(1, "mask", "remove", "--event", "t/e", "--id", "followed");
    Patience.await().until(() -> terminal.out().contains("masks/followed"));
    terminal.surroundings().stop().request();
    assertThat(Patience.get(code)).isZero();
  }

  private static String mask(int code, String command, String... options) {
    List<String> args =
        new ArrayList<>(List.of("mask", command, "--event", "t/e", "--pipeline", "a"));
    args.addAll(List.of(options));
    Terminal terminal = run(code, args.toArray(String[]::new));
    return terminal.out() + terminal.err();
  }

  private static Terminal run(int code, String... args) {
    Terminal terminal = new Terminal(environment());
    assertThat(terminal.run(args)).as(terminal.err()).isEqualTo(code);
    return terminal;
  }

  private static Map<String, String> environment() {
    return Map.of(
        "ORIGIN_ADMIN",
        "http://127.0.0.1:" + stack.adminPort(),
        "ORIGIN_KAFKA",
        stack.kafka().bootstrapServers());
  }
}
