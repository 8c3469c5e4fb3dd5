package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The window of the event is 60 s, so 11 numbers of 2 s are measured at a time. */
class AverageBandwidthHttpTest {
  private static final String MASTER = "/acme/news/master.m3u8";
  private static final String AVERAGE = "BANDWIDTH=2096500,AVERAGE-BANDWIDTH=";

  private final TestNode node = new TestNode();
  private final long edge = node.liveEdge();

  /** The newest whole block of those that are gone, which are up to 6 behind the live edge. */
  private final long last = Math.floorDiv(edge - 6 + 1, 11) * 11 - 1;

  private final long first = last - 10;

  @AfterEach
  void close() {
    node.close();
  }

  private static String text(HttpResponse<byte[]> answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(body).isEqualTo(200);
    return body;
  }

  private String master() {
    return text(node.get(MASTER));
  }

  private static Decision decision(
      Track track, long number, int revision, String pipeline, int size) {
    SegmentAddress address = new SegmentAddress(track, number);
    return Samples.decision(
        address,
        revision,
        Samples.candidate(address, pipeline, Samples.bytes(size, number), TestNode.START));
  }

  private static void put(TestNode in, Decision decision) {
    in.index.decisions.put(decision.address(), decision);
  }

  /** Bytes of a segment of video: 1005 on average in the block, and much more elsewhere. */
  private int size(long number) {
    return number < first || number > last ? 9_000 : (int) (1_000 + number - first);
  }

  private void live(long from) {
    node.init(Samples.V0, Samples.bytes(10, 1));
    node.init(Samples.A0, Samples.bytes(10, 2));
    for (long number = from; number <= edge; number++) {
      put(node, decision(Samples.V0, number, 1, "a", size(number)));
      put(node, decision(Samples.A0, number, 1, "a", 100));
    }
  }

  /** Another cell, or this one after a restart: it has the decisions, and heard of none. */
  private String restarted() {
    try (TestNode other = new TestNode()) {
      other.clock.advance(node.clock.millis() - other.clock.millis());
      other.index.decisions.putAll(node.index.decisions);
      other.index.inits.putAll(node.index.inits);
      return text(other.get(MASTER));
    }
  }

  @Test
  void itIsTheAverageOfTheNewestWholeBlockThatIsGone() {
    live(edge - 40);
    assertThat(master()).contains(AVERAGE + (1_005 * 4 + 100 * 4) + ",CODECS=");
  }

  @Test
  void itIsMeasuredOnceABlock() {
    live(edge - 40);
    master();
    int lookups = node.index.lookups.get();

    node.clock.advance(2_000);
    assertThat(master()).contains(AVERAGE);

    assertThat(node.index.lookups).hasValue(lookups);
  }

  @Test
  void aYoungEventHasNone() {
    live(first + 6);
    assertThat(master()).contains("BANDWIDTH=2096500,CODECS=");
  }

  @Test
  void whereATrackWasNotPublishedThereIsNone() {
    live(edge - 40);
    for (long number = first; number <= last; number++) {
      node.index.decisions.remove(new SegmentAddress(Samples.A0, number));
    }
    assertThat(master()).doesNotContain("AVERAGE-BANDWIDTH");
  }

  /** The others are 1005 on average too. */
  @Test
  void fillersAndHolesDoNotCount() {
    live(edge - 40);
    String without = master();
    node.accept(decision(Samples.V0, first, 2, PipelineNameRules.ORIGIN, 70_000));
    node.accept(decision(Samples.V0, last, 2, PipelineNameRules.ORIGIN, 7));
    node.index.decisions.put(TestNode.v0(first + 5), Samples.missing(TestNode.v0(first + 5)));

    assertThat(master()).isEqualTo(without);
    assertThat(restarted()).isEqualTo(without);
  }

  @Test
  void twoNodesAndARestartedOneSayTheSameWhateverTheyHeardWhen() {
    live(edge - 40);
    String before = master();
    for (long number = edge + 20; number > edge; number--) {
      node.accept(decision(Samples.A0, number, 1, "b", 300));
      node.accept(decision(Samples.V0, number, 1, "a", (int) (number % 777)));
    }
    node.clock.advance(40_000);

    String running = master();
    assertThat(running).contains(AVERAGE).isNotEqualTo(before);
    assertThat(restarted()).isEqualTo(running);

    node.accept(decision(Samples.V0, edge + 2, 2, "b", 50_000));
    assertThat(master()).as("revised").isNotEqualTo(running).isEqualTo(restarted());
  }

  @Test
  void aNodeThatWasNotToldMeasuresAnew() {
    live(edge - 40);
    String before = master();
    node.edge.partitionLost(Partitions.of(Samples.V0, Samples.PARTITIONS));
    put(node, decision(Samples.V0, last, 2, "b", 50_000));

    assertThat(master()).isNotEqualTo(before).isEqualTo(restarted());
  }

  @Test
  void aNodeThatLagsSaysWhatItKnowsAndAsksNoIndex() {
    live(edge - 40);
    String before = master();
    node.index.readiness = SelectorReadiness.lags("consuming lags");
    node.index.unavailable = Optional.of("consuming lags");
    assertThat(master()).isEqualTo(before);
  }

  @Test
  void aNodeThatLagsAndHasNotMeasuredSaysNothingOfIt() {
    live(edge - 40);
    node.index.readiness = SelectorReadiness.lags("consuming lags");
    assertThat(master()).doesNotContain("AVERAGE-BANDWIDTH");
  }

  /** A viewer who begins can do without it. */
  @Test
  void anIndexThatCannotBeAskedKeepsNobodyFromBeginning() {
    live(edge - 40);
    node.index.unavailable = Optional.of("restoring");
    assertThat(master()).contains("#EXT-X-STREAM-INF").doesNotContain("AVERAGE-BANDWIDTH");
  }

  @Test
  void ofAnEventThatIsOverItIsTheAverageOfAllThatIsLeft() {
    node.declare(
        Samples.definition(
            Samples.NEWS.replace(
                "\"timeShiftBufferDepth\"",
                "\"endTime\":\"%s\",\"timeShiftBufferDepth\""
                    .formatted(Instant.ofEpochMilli(node.schedule().mediaEnd(edge))))));
    live(edge - 40);
    node.clock.advance(20_000);

    double bytes =
        LongStream.rangeClosed(node.schedule().windowStart(node.clock.millis()), edge)
            .mapToInt(this::size)
            .average()
            .orElseThrow();
    assertThat(master()).contains(AVERAGE + Math.round(bytes * 4 + 400) + ",CODECS=");
  }

  @Test
  void ofAViewThatIsCompleteItIsTheAverageOfAllOfIt() {
    live(edge - 40);
    String view = "/acme/news/from-%s-to-%s/master.m3u8";

    assertThat(text(node.get(view.formatted(at(last - 1), at(last + 1)))))
        .as("1009 and 1010 bytes")
        .contains(AVERAGE + (4_038 + 400));
    assertThat(text(node.get(view.formatted(at(last), at(edge + 1)))))
        .as("it grows, and has no whole block")
        .doesNotContain("AVERAGE-BANDWIDTH");
  }

  /** When the media of a number begins, as it stands in a path. */
  private static String at(long number) {
    return Instant.ofEpochSecond(number * 2).toString().replaceAll("[-:]", "");
  }
}
