package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The window of the event is 60 s, so a block has 16 numbers of 2 s. */
class ProducerReferenceHttpTest {
  private static final String MPD = "/acme/news/manifest.mpd";

  private final TestNode node = new TestNode();
  private final long edge = node.liveEdge();

  /** All that are looked at are gone: up to 6 behind the live edge, and three after the first. */
  private final long first = Math.floorDiv(edge - 9, 16) * 16;

  @BeforeEach
  void init() {
    node.init(Samples.V0, Samples.bytes(10, 1));
    node.init(Samples.A0, Samples.bytes(10, 2));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private static String text(HttpResponse<byte[]> answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(body).isEqualTo(200);
    return body;
  }

  private String mpd() {
    return text(node.get(MPD));
  }

  private static String publishTime(String mpd) {
    return mpd.replaceAll("(?s).*publishTime=\"([^\"]*)\".*", "$1");
  }

  private static String undated(String mpd) {
    return mpd.replace(publishTime(mpd), "");
  }

  /** The encoder takes the media in so late, and says so. */
  private Decision decision(Track track, long number, int revision, String pipeline, long late) {
    SegmentAddress address = new SegmentAddress(track, number);
    Candidate copy = Samples.candidate(address, pipeline, Samples.bytes(10, number), 0);
    return Samples.decision(
        address, revision, Samples.encoded(copy, number, node.schedule().mediaEnd(number) + late));
  }

  private void live(long from, long to) {
    for (long number = from; number <= to; number++) {
      node.accept(decision(Samples.V0, number, 1, "a", number % 100));
      node.accept(decision(Samples.A0, number, 1, "a", 200 + number % 100));
    }
  }

  private String clock(long number, long late) {
    return "wallClockTime=\"%s\" presentationTime=\"%d\""
        .formatted(Instant.ofEpochMilli(node.schedule().mediaEnd(number) + late), 2 * (number + 1));
  }

  /** Another cell, or this one after a restart: it has the decisions, and heard of none. */
  private String restarted() {
    try (TestNode other = new TestNode()) {
      other.clock.advance(node.clock.millis() - other.clock.millis());
      other.index.decisions.putAll(node.index.decisions);
      other.index.inits.putAll(node.index.inits);
      return text(other.get(MPD));
    }
  }

  @Test
  void eachRepresentationSaysTheClockAtTheBeginningOfTheBlock() {
    live(edge - 29, edge);
    assertThat(mpd())
        .contains("<ProducerReferenceTime id=\"1\" inband=\"true\" type=\"encoder\" ")
        .contains(clock(first, first % 100))
        .contains("<ProducerReferenceTime id=\"2\" ")
        .contains(clock(first, 200 + first % 100));
  }

  @Test
  void itStaysForABlockAndPublishTimeMovesWithIt() {
    live(edge - 29, edge + 16);
    String before = mpd();
    long next = first + 16;
    long due = node.schedule().due(next + 9);
    node.clock.advance(due - 1 - node.clock.millis());
    assertThat(undated(mpd())).isEqualTo(undated(before));

    node.clock.advance(1);
    String after = mpd();
    assertThat(after).contains(clock(next, next % 100)).doesNotContain(clock(first, first % 100));
    assertThat(publishTime(after)).isEqualTo(Instant.ofEpochMilli(due).toString());
    assertThat(restarted()).isEqualTo(after);
  }

  @Test
  void twoNodesAndARestartedOneSayTheSameWhateverTheyHeardWhen() {
    for (long number = edge; number >= edge - 29; number--) {
      node.accept(decision(Samples.V0, number, 1, "a", number % 100));
    }
    String running = mpd();
    assertThat(running).contains("ProducerReferenceTime").isEqualTo(restarted());

    node.accept(decision(Samples.V0, first, 2, "b", 777));
    assertThat(mpd()).as("revised").contains(clock(first, 777)).isEqualTo(restarted());
  }

  @Test
  void aFillerAndAGapArePassedOver() {
    live(edge - 29, edge);
    node.accept(decision(Samples.V0, first, 2, PipelineNameRules.ORIGIN, 5));
    node.accept(
        Samples.masked(
            TestNode.v0(first + 1), 2, Samples.candidate(TestNode.v0(1), "a", new byte[1], 0)));
    assertThat(mpd()).contains(clock(first + 2, (first + 2) % 100)).isEqualTo(restarted());
  }

  @Test
  void whereNoSegmentBearsAClockTheDocumentIsAsItWas() {
    String without = mpd();
    assertThat(without).doesNotContain("ProducerReferenceTime");
    for (long number = edge - 29; number <= edge; number++) {
      node.old(number, Samples.bytes(10, number));
    }
    assertThat(mpd()).isEqualTo(without);
  }

  @Test
  void aNodeThatLagsSaysWhatItKnowsAndAsksNoIndex() {
    live(edge - 29, edge);
    String before = mpd();
    node.index.readiness = SelectorReadiness.lags("consuming lags");
    node.index.unavailable = Optional.of("consuming lags");
    assertThat(mpd()).isEqualTo(before);
  }

  /** Players that begin can do without it. */
  @Test
  void anIndexThatCannotBeAskedKeepsNobodyFromBeginning() {
    live(edge - 29, edge);
    node.index.unavailable = Optional.of("restoring");
    assertThat(mpd()).contains("<Period").doesNotContain("ProducerReferenceTime");
  }

  @Test
  void aViewThatBeginsLaterHasNoneAndOneOfSomeRepresentationsHas() {
    live(edge - 29, edge);
    long from = node.schedule().mediaStart(edge - 20);
    String at = Instant.ofEpochMilli(from).toString().replaceAll("[-:]", "");
    assertThat(text(node.get("/acme/news/from-%s/manifest.mpd".formatted(at))))
        .doesNotContain("ProducerReferenceTime");
    assertThat(text(node.get("/acme/news/only-a0/manifest.mpd")))
        .containsOnlyOnce("<ProducerReferenceTime id=\"2\"");
  }

  @Test
  void anEventThatIsOverHasNone() {
    node.declare(
        Samples.definition(
            Samples.NEWS.replace(
                "\"timeShiftBufferDepth\"",
                "\"endTime\":\"%s\",\"timeShiftBufferDepth\""
                    .formatted(Instant.ofEpochMilli(node.schedule().mediaEnd(edge))))));
    init();
    live(edge - 29, edge);
    assertThat(mpd()).contains("ProducerReferenceTime");
    node.clock.advance(20_000);
    assertThat(mpd()).contains("static").doesNotContain("ProducerReferenceTime");
  }
}
