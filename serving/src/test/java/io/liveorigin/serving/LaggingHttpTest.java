package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that has not read the log to its end lately answers what it knew before, for a while. */
class LaggingHttpTest {
  private static final String INIT = "/acme/news/v0-init.mp4";
  private static final String MANIFEST = "/acme/news/manifest.mpd";
  private static final String SHORTLY = "public, max-age=1";

  private final TestNode node = new TestNode(Duration.ofSeconds(6));
  private final long edge = node.liveEdge();

  @AfterEach
  void close() {
    node.close();
  }

  private void lag() {
    node.index.readiness = SelectorReadiness.lags("consuming lags");
  }

  private void mask(long number) {
    Mask mask = new Mask("acme", "news", "m1", "a", Mask.ALL, number, number, "");
    node.control.apply(
        ControlKey.mask(mask.eventId(), "m1").toString(), Optional.of(ControlJson.write(mask)));
  }

  /** Time goes by; the node is seen to run each second. */
  private void lagFor(int seconds) {
    for (int i = 0; i < seconds; i++) {
      node.clock.advance(1_000);
      node.get(INIT);
    }
  }

  @Test
  void whatIsPinnedInMemoryIsAnsweredForASecondEach() {
    byte[] bytes = Samples.bytes(1_000, 1);
    node.publish(edge - 2, bytes);
    String tag = header(node.get(TestNode.path(edge - 2)), "ETag");
    assertThat(header(node.get(TestNode.path(edge - 2)), "Cache-Control")).contains("immutable");
    lag();

    HttpResponse<byte[]> answer = node.get(TestNode.path(edge - 2));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(bytes);
    assertThat(header(answer, "Cache-Control")).isEqualTo(SHORTLY);
    assertThat(header(answer, "CDN-Cache-Control")).isEqualTo(SHORTLY + ", must-revalidate");
    assertThat(header(answer, "ETag")).isEqualTo(tag);
    HttpResponse<byte[]> known = node.get(TestNode.path(edge - 2), "If-None-Match", tag);
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(header(known, "Cache-Control")).isEqualTo(SHORTLY);
    assertThat(node.get(TestNode.path(edge - 2), "Range", "bytes=1-2").statusCode()).isEqualTo(206);
    assertThat(header(node.head(TestNode.path(edge - 2)), "Cache-Control")).isEqualTo(SHORTLY);

    node.index.readiness = SelectorReadiness.READY;
    assertThat(header(node.get(TestNode.path(edge - 2)), "Cache-Control")).contains("immutable");
  }

  @Test
  void initSegmentsAndManifestsAreAnswered() {
    byte[] init = Samples.bytes(700, 2);
    node.init(Samples.V0, init);
    HttpResponse<byte[]> before = node.get(MANIFEST);
    lag();

    HttpResponse<byte[]> answer = node.get(INIT);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(init);
    assertThat(header(answer, "Cache-Control")).isEqualTo(SHORTLY);
    assertThat(header(answer, "CDN-Cache-Control"))
        .as("what keeps players alive when this node stops answering")
        .isEqualTo(SHORTLY + ", stale-while-revalidate=10, stale-if-error=600");
    HttpResponse<byte[]> manifest = node.get(MANIFEST);
    assertThat(manifest.statusCode()).isEqualTo(200);
    assertThat(manifest.body()).isEqualTo(before.body());
    assertThat(header(manifest, "Cache-Control")).isEqualTo(SHORTLY);
  }

  /** The next one may be decided without the node being told. */
  @Test
  void anInitSegmentThatWasLookedUpWhileTheNodeLaggedIsLookedUpAgain() {
    node.oldInit(Samples.V0, Samples.bytes(700, 2));
    lag();
    assertThat(node.get(INIT).body()).isEqualTo(Samples.bytes(700, 2));
    node.oldInit(Samples.V0, Samples.bytes(700, 3));
    node.index.readiness = SelectorReadiness.READY;
    node.clock.advance(1_000);

    assertThat(node.get(INIT).body()).isEqualTo(Samples.bytes(700, 3));
  }

  @Test
  void whatNeedsTheNewestRecordsIsNotAnswered() {
    node.publish(edge - 3, Samples.bytes(10, 3), Samples.dropped(12));
    node.old(edge - 10, Samples.bytes(10, 4));
    lag();

    assertNotReady(TestNode.path(edge - 3)); // a better copy may have come
    assertNotReady(TestNode.path(edge - 10)); // in no memory
    assertNotReady(TestNode.path(edge)); // due
    assertNotReady(TestNode.path(edge + 1)); // next
    assertNotReady(TestNode.path(edge + 50)); // the event may have ended
    assertNotReady(TestNode.path(0)); // expired
    assertNotReady(INIT);
    assertNotReady(MANIFEST);
    assertThat(node.reads).hasValue(0);
  }

  @Test
  void aMaskThatTheNodeKnowsCountsBeforeTheSelectorHasComeToIt() {
    node.publish(edge - 2, Samples.bytes(10, 5));
    node.publish(edge - 1, Samples.bytes(10, 6));
    lag();
    mask(edge - 2);

    assertNotReady(TestNode.path(edge - 2));
    assertThat(node.get(TestNode.path(edge - 1)).statusCode()).isEqualTo(200);
  }

  /** As after an outage: the group's coordinator has given this node's partitions away. */
  @Test
  void aPartitionThatIsLostMeanwhileTakesNothingAway() {
    byte[] init = Samples.bytes(700, 10);
    node.init(Samples.V0, init);
    node.publish(edge - 2, Samples.bytes(10, 10));
    assertThat(node.get(INIT).statusCode()).isEqualTo(200);
    byte[] manifest = node.get(MANIFEST).body();
    lag();
    node.edge.partitionLost(Partitions.of(Samples.V0, Samples.PARTITIONS));
    node.index.unavailable = Optional.of("restoring");
    node.index.inits.clear();

    assertThat(node.get(TestNode.path(edge - 2)).statusCode()).isEqualTo(200);
    assertThat(node.get(INIT).body()).isEqualTo(init);
    assertThat(node.get(MANIFEST).body()).isEqualTo(manifest);
  }

  @Test
  void whatANodeDidNotHearOfIsNotAnsweredOnceItIsCurrent() {
    node.publish(edge - 2, Samples.bytes(10, 11));
    lag();
    node.edge.partitionLost(Partitions.of(Samples.V0, Samples.PARTITIONS));
    node.index.readiness = SelectorReadiness.READY;
    byte[] other = Samples.bytes(10, 12);
    node.old(edge - 2, other);

    assertThat(node.get(TestNode.path(edge - 2)).body()).as("the index has it").isEqualTo(other);
    await("the thread that looks").untilAsserted(() -> assertThat(leftIsGone()).isTrue());
  }

  /** It lags for one request, so that the thread that looks finds it current meanwhile. */
  private boolean leftIsGone() {
    lag();
    boolean gone = node.get(TestNode.path(edge - 2)).statusCode() == 503;
    node.index.readiness = SelectorReadiness.READY;
    return gone;
  }

  @Test
  void theTimeForItIsBounded() {
    long ahead = edge + 3; // in the window for longer than a minute
    node.init(Samples.V0, Samples.bytes(700, 7));
    node.publish(ahead, Samples.bytes(10, 7));
    lag();

    lagFor(60);
    assertThat(node.get(INIT).statusCode()).isEqualTo(200);
    assertThat(node.get(TestNode.path(ahead)).statusCode()).isEqualTo(200);
    lagFor(1);
    assertNotReady(TestNode.path(ahead));
    assertNotReady(INIT);
    assertNotReady(MANIFEST);

    node.index.readiness = SelectorReadiness.READY;
    assertThat(node.get(TestNode.path(ahead)).statusCode()).isEqualTo(200);
  }

  @Test
  void aNodeThatDidNotRunForHalfItsSessionAnswersNothingUntilItIsCurrent() {
    node.publish(edge - 2, Samples.bytes(10, 8));
    lag();
    assertThat(node.get(TestNode.path(edge - 2)).statusCode()).isEqualTo(200);

    // Others begin to count at its last report, which may be a second older than its last look.
    node.clock.advance(3_001);
    assertNotReady(TestNode.path(edge - 2));
    lagFor(2);
    assertNotReady(TestNode.path(edge - 2));
  }

  /** It is current before the decisions that the mask changes are read back. */
  @Test
  void aNodeThatDidNotRunLagsUntilItHasCarriedOutWhatWasMaskedMeanwhile() {
    node.publish(edge - 2, Samples.bytes(10, 13));
    node.publish(edge - 1, Samples.bytes(10, 14));
    lag();
    node.clock.advance(6_001);
    assertNotReady(TestNode.path(edge - 2));
    mask(edge - 2);
    Invalidation order =
        new Invalidation("acme", "news", "mask.m1", "a", "*", 0L, 9L, node.clock.millis(), 0L, "");
    node.control.apply(
        ControlKey.invalidation(order.eventId(), order.id()).toString(),
        Optional.of(ControlJson.write(order)));
    node.index.readiness = SelectorReadiness.READY;

    assertNotReady(TestNode.path(edge - 2));
    assertThat(header(node.get(TestNode.path(edge - 1)), "Cache-Control")).isEqualTo(SHORTLY);
    for (int partition = 0; partition < Samples.PARTITIONS; partition++) {
      node.edge.settled(partition, order);
    }
    await("the thread that looks").untilAsserted(() -> assertThat(cached(edge - 1)).isTrue());
  }

  private boolean cached(long number) {
    return header(node.get(TestNode.path(number)), "Cache-Control").contains("immutable");
  }

  @Test
  void aNodeThatIsNotReadyForAnotherReasonAnswersNothing() {
    node.publish(edge - 2, Samples.bytes(10, 9));
    node.index.readiness = SelectorReadiness.not("the clock is off");

    assertNotReady(TestNode.path(edge - 2));
  }

  @Test
  void whoeverAsksWhetherItIsReadyIsToldNo() {
    lag();

    assertThat(node.send("GET", node.adminUri("/health/ready")).statusCode()).isEqualTo(503);
  }

  private void assertNotReady(String path) {
    HttpResponse<byte[]> answer = node.get(path);
    assertRefused(answer, ErrorCode.NOT_READY, "no-store");
    assertThat(header(answer, "Retry-After")).as(path).isNotEmpty();
  }
}
