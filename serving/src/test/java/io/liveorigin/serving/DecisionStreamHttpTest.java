package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.StreamReader;
import io.liveorigin.serving.support.TestCredentials;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stream of decisions at the admin listener: what comes, in which order, and until when. */
class DecisionStreamHttpTest {
  private static final String ALL = "/events/acme/news/decisions";
  private static final String V0 = ALL + "?representation=v0";
  private static final int PARTITION = Partitions.of(Samples.V0, Samples.PARTITIONS);

  private final TestCredentials credentials =
      new TestCredentials(Clock.systemUTC())
          .with("reader", Role.VIEWER, Optional.empty())
          .with("other", Role.VIEWER, Optional.empty());
  private final TestNode node =
      new TestNode(config -> config.withAdminAccess(credentials.access()));
  private final List<StreamReader> readers = new ArrayList<>();

  @AfterEach
  void close() {
    readers.forEach(StreamReader::close);
    node.close();
  }

  private StreamReader open(TestNode at, String path, String name, String... headers) {
    List<String> all = new ArrayList<>(List.of("Authorization", credentials.bearer(name)));
    all.addAll(List.of(headers));
    StreamReader reader = StreamReader.open(at.http, at.adminUri(path), all.toArray(String[]::new));
    readers.add(reader);
    return reader;
  }

  private StreamReader open(String path, String... headers) {
    return open(node, path, "reader", headers);
  }

  /** Opened and told that its window counts from now on. */
  private StreamReader begun(String path, String... headers) {
    StreamReader reader = open(path, headers);
    await().until(() -> reader.resets() == 1);
    return reader;
  }

  private void decided(long... numbers) {
    for (long number : numbers) {
      node.publish(number, Samples.bytes(10, (int) number));
    }
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    return WireJson.readTree(response.body());
  }

  private static String id(long offset) {
    return "0/" + PARTITION + ":" + offset;
  }

  @Test
  void decisionsComeInTheirOrderAsInTheTopic() {
    decided(1);
    StreamReader reader = begun(V0);
    assertThat(reader.status()).isEqualTo(200);
    assertThat(reader.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(reader.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(reader.events().get(0).id()).as("of what the window has").isEqualTo(id(100));

    decided(7, 5, 6);

    await().until(() -> reader.decisions().size() == 3);
    assertThat(reader.decisions()).containsExactly("7/1", "5/1", "6/1");
    assertThat(reader.events().stream().map(StreamReader.Event::id))
        .containsExactly(id(100), id(101), id(102), id(103));
    assertThat(reader.events().get(1).data())
        .isEqualTo(
            WireJson.readTree(
                DecisionJson.write(node.index.decisions.get(new SegmentAddress(Samples.V0, 7)))));
  }

  @Test
  void oneRepresentationOrAllAreFollowed() {
    StreamReader all = begun(ALL);
    StreamReader video = begun(V0);
    SegmentAddress audio = new SegmentAddress(Samples.A0, 3);

    node.accept(
        Samples.decision(
            audio, 1, Samples.candidate(audio, "a", Samples.bytes(5, 1), TestNode.START)));
    decided(4);

    await().until(() -> all.decisions().size() == 2 && video.decisions().size() == 1);
    assertThat(all.decisions()).containsExactly("3/1", "4/1");
    assertThat(video.decisions()).containsExactly("4/1");
    int other = Partitions.of(Samples.A0, Samples.PARTITIONS);
    assertThat(all.lastId().split("[/,]"))
        .as("a position in each partition")
        .contains("0", PARTITION + ":101", other + ":" + (other == PARTITION ? 101 : 100));
  }

  @Test
  void whatIsNotDeclaredIsUnknown() {
    assertThat(open(ALL + "?representation=v9").status()).isEqualTo(404);
    assertThat(open("/events/acme/none/decisions").status()).isEqualTo(404);
  }

  @Test
  void aClientThatComesBackMissesNothing() {
    decided(1);
    StreamReader first = begun(V0);
    decided(2, 3);
    await().until(() -> first.decisions().size() == 2);
    first.close();
    decided(4);
    Candidate other = node.pass(2, "b", Samples.bytes(11, 2));
    node.accept(Samples.decision(TestNode.v0(2), 2, other));

    StreamReader again = open(V0, "Last-Event-ID", first.lastId());

    await().until(() -> again.decisions().size() == 2);
    assertThat(again.decisions()).as("also the revision").containsExactly("4/1", "2/2");
    decided(5);
    await().until(() -> again.decisions().size() == 3);
    assertThat(again.resets()).isZero();
    assertThat(again.lastId()).isEqualTo(id(105));
  }

  @Test
  void aClientThatMissedNothingGoesOnHoweverLongItWasAway() {
    decided(1);
    StreamReader first = begun(V0);
    first.close();
    node.clock.advance(3_600_000);

    StreamReader again = open(V0, "Last-Event-ID", first.lastId());

    await().until(() -> again.comments() > 0);
    assertThat(again.events()).isEmpty();
  }

  @Test
  void aClientThatWasAwayTooLongReadsItsWindowAgain() {
    decided(1);
    StreamReader first = begun(V0);
    first.close();
    for (int number = 2; number < 5_000; number++) {
      decided(number);
    }

    StreamReader again = open(V0, "Last-Event-ID", first.lastId());

    await().until(() -> again.resets() == 1);
    decided(5_000);
    await().until(() -> again.decisions().size() == 1);
    assertThat(again.decisions()).containsExactly("5000/1");
  }

  @Test
  void aClientOfThePreviousRunReadsItsWindowAgain() {
    decided(1, 2);
    StreamReader first = begun(V0);
    first.close();
    try (TestNode next = new TestNode(config -> config.withAdminAccess(credentials.access()))) {
      next.index.decisions.putAll(node.index.decisions);
      next.offsets.set(500);

      StreamReader again = open(next, V0, "reader", "Last-Event-ID", first.lastId());
      await().until(() -> again.resets() == 1);
      next.publish(9, Samples.bytes(9, 9));

      await().until(() -> again.decisions().size() == 1);
      await()
          .untilAsserted(
              () ->
                  assertThat(again.resets())
                      .as("what was restored meanwhile is in no announcement")
                      .isEqualTo(2));
      again.close();
    }
  }

  @Test
  void aClientOfADeletedEventBeginsAnewWithTheNextEventOfTheName() {
    decided(1);
    StreamReader first = begun(V0);
    decided(2);
    await().until(() -> first.decisions().size() == 1);
    node.control.apply(ControlKey.event(Samples.news().id()).toString(), Optional.empty());
    await().until(first::isEnded);
    node.declare(Samples.news().definition().withIncarnation(7));

    StreamReader again = open(V0, "Last-Event-ID", first.lastId());
    await().until(() -> again.comments() + again.resets() > 0);
    // Of the deleted event, and late; then of the one that is followed.
    decided(3);
    SegmentAddress next = new SegmentAddress(new Track(Samples.news().id(), "v0", 7), 4);
    node.accept(
        Samples.decision(
            next, 1, Samples.candidate(next, "a", Samples.bytes(5, 1), TestNode.START)));

    await().until(() -> again.decisions().contains("4/1"));
    assertThat(again.events().get(0).name()).isEqualTo("reset");
    assertThat(again.decisions()).containsExactly("4/1");
    assertThat(again.lastId()).isEqualTo("7/" + PARTITION + ":103");
  }

  @Test
  void aPositionThatThisNodeNeverHadIsNoPosition() {
    decided(1);
    for (String id :
        List.of(
            id(9_999),
            "x",
            "",
            "1:2:3",
            id(1) + ",",
            id(50),
            PARTITION + ":100",
            "7/" + PARTITION + ":100",
            "0/3:" + "9".repeat(30))) {
      StreamReader reader = open(V0, "Last-Event-ID", id);
      await().untilAsserted(() -> assertThat(reader.resets()).as(id).isEqualTo(1));
      reader.close();
    }
  }

  @Test
  void afterALostPartitionTheWindowIsReadAgainAsSoonAsTheNodeIsCurrent() {
    decided(1);
    StreamReader reader = begun(V0);
    node.index.readiness = SelectorReadiness.not("restoring");
    node.edge.partitionLost(PARTITION);
    node.old(2, Samples.bytes(3, 3));
    StreamReader late = begun(V0);

    node.index.readiness = SelectorReadiness.READY;

    await().until(() -> reader.resets() == 2 && late.resets() == 2);
  }

  @Test
  void aHeartbeatComesEveryFifteenSeconds() {
    StreamReader reader = begun(V0);
    long before = reader.comments();
    node.clock.advance(15_000);
    await().until(() -> reader.comments() == before + 1);
  }

  @Test
  void theStreamOfAnEventThatHasNotStartedHasOneReset() {
    node.declare(Samples.definition(Samples.startingAt(TestNode.START + 3_600_000)));
    StreamReader reader = begun(ALL);
    for (int i = 0; i < 3; i++) {
      long before = reader.comments();
      node.clock.advance(15_000);
      await().until(() -> reader.comments() > before);
    }
    assertThat(reader.resets()).isEqualTo(1);
    assertThat(reader.isEnded()).isFalse();
  }

  @Test
  void aRevokedCredentialEndsTheStreamAtTheNextHeartbeat() {
    StreamReader reader = begun(V0);
    StreamReader other = open(node, V0, "other");
    await().until(() -> other.resets() == 1);
    credentials.revoke("reader");

    node.clock.advance(15_000);

    await().until(reader::isEnded);
    assertThat(other.isEnded()).isFalse();
  }

  @Test
  void aDeletedEventEndsTheStream() {
    StreamReader reader = begun(V0);
    node.control.apply(ControlKey.event(Samples.news().id()).toString(), Optional.empty());
    await().until(reader::isEnded);
  }

  @Test
  void aStoppingNodeEndsTheStream() {
    StreamReader reader = begun(V0);
    node.server.close();
    await().until(reader::isEnded);
  }

  @Test
  void oneCredentialHasABoundedNumberOfStreams() {
    List<StreamReader> own = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      own.add(begun(V0));
    }

    StreamReader refused = open(V0);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    StreamReader other = open(node, V0, "other");
    await().until(() -> other.resets() == 1);

    own.get(0).close();
    // That a client has gone is seen when something is written to it.
    await()
        .until(
            () -> {
              node.clock.advance(15_000);
              return open(V0).status() == 200;
            });
  }

  @Test
  void tenantsLeaveStreamsForThoseWhoOperateTheNode() {
    for (String tenant : List.of("t1", "t2", "t3", "t4")) {
      credentials.with(tenant, Role.VIEWER, Optional.of(tenant));
      node.declare(Samples.definition(Samples.NEWS.replace("acme", tenant)));
    }
    for (String tenant : List.of("t1", "t2", "t3")) {
      for (int i = 0; i < 16; i++) {
        assertThat(open(node, ALL.replace("acme", tenant), tenant).status()).isEqualTo(200);
      }
    }

    assertThat(open(node, ALL.replace("acme", "t4"), "t4").status()).isEqualTo(503);
    assertThat(open(V0).status()).isEqualTo(200);
  }

  @Test
  void aClientThatDoesNotReadIsCut() throws IOException {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), node.server.adminPort()));
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + V0
                      + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                      + credentials.bearer("reader")
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      await().until(() -> node.meters.get("serving.decision.streams").gauge().value() == 1);
      StreamReader good = begun(V0);

      long number = 1;
      while (node.meters.get("serving.decision.streams.cut").counter().count() == 0) {
        assertThat(number).as("decisions that were queued").isLessThan(100_000);
        decided(number++);
        if (number % 256 == 0) {
          long so = number - 1;
          await().until(() -> good.decisions().size() == so);
        }
      }

      long last = number - 1;
      await().until(() -> good.decisions().size() == last);
      await().until(() -> node.meters.get("serving.decision.streams").gauge().value() == 1);
    }
  }
}
