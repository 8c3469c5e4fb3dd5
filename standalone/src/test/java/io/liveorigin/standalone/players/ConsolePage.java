package io.liveorigin.standalone.players;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.AcceptedRevisions;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.standalone.cdn.CdnOrigin;
import io.liveorigin.standalone.support.KafkaProbe;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A page of the console in a real browser, driven by a script, and what it has to show. */
final class ConsolePage implements AutoCloseable {
  /** Where pictures and outputs are left. */
  static final Path SEEN = Path.of("target", "console");

  private final Path output;
  private final Process process;

  private ConsolePage(Path output, Process process) {
    this.output = output;
    this.process = process;
  }

  /**
   * Starts a script of {@code players}.
   *
   * @param picture its name, without an extension
   */
  static ConsolePage start(String script, String picture, String... arguments) throws IOException {
    Files.createDirectories(SEEN);
    Path output = SEEN.resolve(picture + ".out");
    List<String> command = new ArrayList<>();
    command.add("node");
    command.add(WatchProcess.DIRECTORY.resolve(script).toString());
    command.addAll(List.of(arguments));
    command.add("--png");
    command.add(SEEN.resolve(picture + ".png").toAbsolutePath().toString());
    return new ConsolePage(
        output,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start());
  }

  /** Waits until the script has written that line. */
  void awaitLine(String line) {
    Patience.await()
        .until(() -> !process.isAlive() || Files.readString(output).contains(line + "\n"));
    assertThat(process.isAlive()).as(output.toString()).isTrue();
  }

  /** Waits for the end of the script, and returns the document that it wrote last. */
  JsonNode seen() throws IOException, InterruptedException {
    assertThat(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(output);
    assertThat(process.exitValue()).as(text).isZero();
    return WireJson.readTree(
        text.lines().toList().get((int) text.lines().count() - 1).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  static String url(int adminPort, CdnOrigin origin, String representation, long to) {
    return "http://127.0.0.1:%d/#/events/%s?representation=%s&to=%d"
        .formatted(adminPort, origin.definition().id(), representation, to);
  }

  /** Checks each tile of these numbers against the topic, and returns the decisions. */
  static Map<Long, Decision> assertTiles(
      JsonNode shown, CdnOrigin origin, String representation, long first, long last) {
    Map<Long, Decision> decisions = decided(origin, representation);
    for (long number = first; number <= last; number++) {
      Decision decision = decisions.get(number);
      assertThat(decision).as("the decision on %d", number).isNotNull();
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
    return decisions;
  }

  static String kind(JsonNode shown, String lane, long number) {
    return shown.at("/lanes/" + lane + "/" + number + "/kind").asText();
  }

  private static String viewers(Decision decision) {
    return decision.winner().map(ConsolePage::quality).orElse("nothing");
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
  static Map<Long, Decision> decided(CdnOrigin origin, String representation) {
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
}
