package io.liveorigin.standalone.players;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.AcceptedRevisions;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.standalone.cdn.CdnOrigin;
import io.liveorigin.standalone.support.KafkaProbe;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a real browser shows what the topic {@code selections} says, at the right place:
 * for copies that were truncated, lost samples or never came. A picture is in {@code
 * target/console}.
 */
@NeedsPlayers
class ConsoleBrowserIT {
  private static final Path SEEN = Path.of("target", "console");

  @TempDir Path directory;

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

      JsonNode shown =
          run(
              "console.mjs",
              "--url",
              page(origin, representation, last),
              "--number",
              Long.toString(last),
              "--png",
              SEEN.resolve("event.png").toAbsolutePath().toString());

      assertThat(shown.at("/errors")).as("of the page").isEmpty();
      Map<Long, Decision> decisions = decided(origin, representation);
      assertThat(decisions.keySet()).contains(bad, bad + 1, bad + 2, last);
      for (long number = feed.first(); number <= last; number++) {
        Decision decision = decisions.get(number);
        assertThat(kind(shown, "Viewers", number))
            .as("viewers, %d", number)
            .isEqualTo(viewers(decision));
        for (String pipeline : List.of("a", "b")) {
          String lane = "Pipeline " + pipeline;
          assertThat(kind(shown, lane, number))
              .as("%s, %d", lane, number)
              .isEqualTo(kind(decision, pipeline));
          assertThat(shown.at("/lanes/" + lane + "/" + number + "/chosen").asBoolean())
              .as("%s chosen, %d", lane, number)
              .isEqualTo(decision.winner().map(w -> w.pipeline().equals(pipeline)).orElse(false));
        }
      }
      assertThat(kind(shown, "Pipeline a", bad)).isEqualTo("defective");
      assertThat(kind(shown, "Pipeline a", bad + 2)).isEqualTo("missing");
      assertThat(kind(shown, "Viewers", bad + 1)).isEqualTo("defective");
      assertThat(shown.at("/story").asText()).contains("Number " + last, "from b, clean");
      assertThat(shown.at("/url").asText()).contains("number=" + last);
      assertThat(shown.at("/node").asText()).startsWith("ready");
    }
  }

  /** What the page does, the log has; and the page shows it without asking again. */
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

      JsonNode seen =
          run(
              "console-act.mjs",
              "--url",
              page(origin, representation, key + 2),
              "--from",
              Long.toString(from),
              "--to",
              Long.toString(to),
              "--key",
              Long.toString(key),
              "--png",
              SEEN.resolve("act.png").toAbsolutePath().toString());

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
      Map<Long, Decision> decisions = decided(origin, representation);
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

  private static String page(CdnOrigin origin, String representation, long to) {
    return "http://127.0.0.1:%d/#/events/%s?representation=%s&to=%d"
        .formatted(origin.stack().adminPort(), origin.definition().id(), representation, to);
  }

  private static String kind(JsonNode shown, String lane, long number) {
    return shown.at("/lanes/" + lane + "/" + number + "/kind").asText();
  }

  private static String viewers(Decision decision) {
    return decision.winner().map(ConsoleBrowserIT::quality).orElse("nothing");
  }

  private static String kind(Decision decision, String pipeline) {
    return decision
        .winner()
        .filter(winner -> winner.pipeline().equals(pipeline))
        .map(Stream::of)
        .orElseGet(() -> decision.candidates().stream())
        .filter(copy -> copy.pipeline().equals(pipeline))
        .reduce((earlier, later) -> later)
        .map(
            copy ->
                copy.defects().isEmpty() && copy.arrival() > decision.due()
                    ? "late"
                    : quality(copy))
        .orElse(decision.decidedAt() < decision.due() ? "later" : "missing");
  }

  private static String quality(Candidate copy) {
    return copy.defects().isEmpty() ? "clean" : "defective";
  }

  /** The latest accepted decision of each number. */
  private static Map<Long, Decision> decided(CdnOrigin origin, String representation) {
    AcceptedRevisions accepted = new AcceptedRevisions();
    Map<Long, Decision> decisions = new TreeMap<>();
    new KafkaProbe(origin.stack().kafka().bootstrapServers())
        .values(Topics.SELECTIONS).stream()
            .map(DecisionJson::read)
            .filter(accepted::accept)
            .filter(each -> each.address().track().representation().equals(representation))
            .forEach(each -> decisions.put(((SegmentAddress) each.address()).number(), each));
    return decisions;
  }

  private static JsonNode run(String script, String... arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(SEEN);
    Path output = SEEN.resolve(script + ".out");
    List<String> command = new ArrayList<>();
    command.add("node");
    command.add(WatchProcess.DIRECTORY.resolve(script).toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return WireJson.readTree(Files.readAllBytes(output));
  }
}
