package io.liveorigin.standalone.players;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.credential.GeneratedSecret;
import io.liveorigin.access.credential.Role;
import io.liveorigin.access.credential.StoredSecret;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.access.AdminAccess;
import io.liveorigin.standalone.cdn.CdnOrigin;
import io.liveorigin.standalone.process.ServingNode;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a real browser shows what the topic {@code selections} says, at the right place:
 * for copies that were truncated, lost samples or never came. A picture is in {@code
 * target/console}.
 */
@NeedsPlayers
class ConsoleBrowserIT {
  private final GeneratedSecret token = GeneratedSecret.from(new SecureRandom());

  @TempDir Path directory;

  /**
   * The page stays open while its node is away, and has each tile afterwards. Its credential is a
   * viewer's, who is offered no action.
   */
  @Test
  void aRestartOfTheNodeCostsNoTile() throws IOException, InterruptedException {
    try (CdnOrigin origin =
            CdnOrigin.start(directory, CdnOrigin.event(), UnaryOperator.identity());
        Feed feed = Feed.start(origin)) {
      String representation = origin.definition().representations().get(0).id();
      feed.follow("faults: []");
      int port;
      long first;
      long last;
      ConsolePage page;
      try (ServingNode node = viewersNode(origin, 0)) {
        port = node.adminPort();
        new Http(port).awaitReady();
        first = Math.max(feed.first(), origin.liveEdge()) + 1;
        last = first + 10;
        page =
            ConsolePage.start(
                "console.mjs",
                "restart",
                "--url",
                ConsolePage.url(port, origin, representation, last),
                "--token",
                token.text(),
                "--connected",
                Long.toString(first),
                "--number",
                Long.toString(last));
        page.awaitLine("connected");
      }
      try (page) {
        Patience.await()
            .until(() -> ConsolePage.decided(origin, representation).containsKey(first + 5));
        try (ServingNode again = viewersNode(origin, port)) {
          JsonNode shown = page.seen();
          ConsolePage.assertTiles(shown, origin, representation, first, last);
          assertThat(shown.at("/actions").asInt()).as("what a viewer may do").isZero();
        }
      }
    }
  }

  /** A cell of its own, whose admin listener knows one viewer. */
  private ServingNode viewersNode(CdnOrigin origin, int adminPort) {
    Credential viewer =
        new Credential(
            "viewer",
            Role.VIEWER,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(new StoredSecret(token.hash(), Optional.empty(), Optional.empty())),
            List.of());
    CredentialVerifier known =
        new CredentialVerifier(new CredentialFile(List.of(viewer)), CdnOrigin.CLOCK);
    return ServingNode.start(
        ServingConfig.onLoopback(0, adminPort)
            .withAdminAccess(new AdminAccess.Guarded(() -> known, Optional::empty)),
        SelectorConfig.of(origin.stack().kafka(), "other", "n1", directory.resolve("other")),
        CdnOrigin.CLOCK);
  }

  @Test
  void everyTileIsWhatTheTopicSays() throws IOException, InterruptedException {
    try (CdnOrigin origin =
            CdnOrigin.start(directory, CdnOrigin.event(), UnaryOperator.identity());
        Feed feed = Feed.start(origin)) {
      String representation = origin.definition().representations().get(0).id();
      long bad = Math.max(feed.first(), origin.liveEdge()) + 3;
      long last = bad + 4;
      feed.follow(
          """
          faults:
            - {action: truncate, pipeline: a, numbers: %1$d, fraction: 0.5}
            - {action: truncate, pipeline: a, numbers: %2$d, fraction: 0.5}
            - {action: truncate, pipeline: b, numbers: %2$d, fraction: 0.6}
            - {action: silent, pipeline: a, numbers: %3$d..%4$d}
          """
              .formatted(bad, bad + 1, bad + 2, bad + 1000));

      try (ConsolePage page =
          ConsolePage.start(
              "console.mjs",
              "event",
              "--url",
              ConsolePage.url(origin.stack().adminPort(), origin, representation, last),
              "--number",
              Long.toString(last))) {
        JsonNode shown = page.seen();
        assertThat(shown.at("/errors")).as("of the page").isEmpty();
        ConsolePage.assertTiles(shown, origin, representation, feed.first(), last);
        assertThat(ConsolePage.kind(shown, "Pipeline a", bad)).isEqualTo("defective");
        assertThat(ConsolePage.kind(shown, "Pipeline a", bad + 2)).isEqualTo("missing");
        assertThat(ConsolePage.kind(shown, "Viewers", bad + 1)).isEqualTo("defective");
        assertThat(shown.at("/story").asText()).contains("Number " + last, "from b, clean");
        assertThat(shown.at("/url").asText()).contains("number=" + last);
        assertThat(shown.at("/node").asText()).startsWith("ready");
      }
    }
  }

  /** The log has what the page does, and the page shows it without asking again. */
  @Test
  void aRangeIsMaskedByDraggingAndByTheKeyboardAndAMaskIsTakenBack()
      throws IOException, InterruptedException {
    try (CdnOrigin origin =
            CdnOrigin.start(directory, CdnOrigin.event(), UnaryOperator.identity());
        Feed feed = Feed.start(origin)) {
      String representation = origin.definition().representations().get(0).id();
      long from = Math.max(feed.first(), origin.liveEdge()) + 3;
      long to = from + 2;
      long key = to + 2;
      feed.follow("faults: []");

      JsonNode seen;
      try (ConsolePage page =
          ConsolePage.start(
              "console-act.mjs",
              "act",
              "--url",
              ConsolePage.url(origin.stack().adminPort(), origin, representation, key + 2),
              "--from",
              Long.toString(from),
              "--to",
              Long.toString(to),
              "--key",
              Long.toString(key))) {
        seen = page.seen();
      }

      assertThat(seen.at("/errors")).as("of the page").isEmpty();
      assertThat(seen.at("/preview").asText())
          .isEqualTo("A mask: 3 of 3 numbers change: 3 from b, clean.");
      assertThat(seen.at("/selected"))
          .extracting(JsonNode::asLong)
          .containsExactly(from, from + 1, to);
      assertThat(seen.at("/heading").asText()).isEqualTo("Number " + key);
      assertThat(seen.at("/left").asText())
          .contains("by dragging")
          .doesNotContain("by the keyboard");
      Map<Long, Decision> decisions = ConsolePage.decided(origin, representation);
      for (long number = from; number <= key; number++) {
        boolean masked = number <= to || number == key;
        assertThat(seen.at("/before/" + number).asText()).as("before, %d", number).isEqualTo("a");
        assertThat(seen.at("/after/" + number).asText())
            .as("after, %d", number)
            .isEqualTo(masked ? "b" : "a");
        assertThat(decisions.get(number).winner().orElseThrow().pipeline())
            .as("in the log, %d", number)
            .isEqualTo(masked ? "b" : "a");
        assertThat(decisions.get(number).reason() == Reason.MASK)
            .as("because of a mask, %d", number)
            .isEqualTo(masked);
      }
      String path = "/events/" + origin.definition().id() + "/decisions";
      assertThat(seen.at("/requests").path("GET " + path).asInt()).as("streams").isEqualTo(1);
      assertThat(seen.at("/requests").path("GET " + path + "/" + representation).asInt())
          .as("windows: at the start, and when the page was told to read again")
          .isBetween(1, 3);
    }
  }
}
