package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.Problem;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.FakeLog.Mood;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.support.Wire;
import io.liveorigin.ingest.upload.UploadLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What packagers do on the wire, and what they do when they die. Bytes by hand, real listener. */
@ParameterizedClass
@EnumSource(Wire.class)
class RawUploadTest {
  private static final byte[] BODY = Mp4.segment(NUMBER, 1);
  private static final byte[] NEXT = Mp4.segment(NUMBER + 1, 1);
  private static final String PUT = "PUT /acme/cup/v0-" + NUMBER + ".m4s HTTP/1.1";
  private static final String PUT_NEXT = "PUT /acme/cup/v0-" + (NUMBER + 1) + ".m4s HTTP/1.1";
  private static final String HOST = "Host: origin";
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final String SIZED = "Content-Length: " + BODY.length;
  private static final String EXPECT = "Expect: 100-continue";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Wire wire;

  RawUploadTest(Wire wire) {
    this.wire = wire;
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private TestListener listener(Duration idleTimeout, int threads) {
    return opened(
        wire.listener(
            new UploadLimits(TestListener.CAP, 4L * TestListener.CAP, idleTimeout, threads),
            TestListener.delivery(Duration.ofSeconds(5)),
            ListenerAccess.open("a")));
  }

  private TestListener listener() {
    return opened(wire.listener());
  }

  private RawClient connect(TestListener listener) throws IOException {
    return opened(new RawClient(listener.connect()));
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    opened.add(closeable);
    return closeable;
  }

  private static byte[] half(byte[] body) {
    return Arrays.copyOf(body, body.length / 2);
  }

  @Test
  void aChunkedBodyThatEndsEarlyIsRefused() throws Exception {
    TestListener listener = listener();
    Answer answer = connect(listener).head(PUT, HOST, CHUNKED).chunk(half(BODY)).half().answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("body-truncated");
    assertThat(listener.log.appends()).isEmpty();
    assertThat(listener.uploadMemory.heldBytes()).isZero();
  }

  @Test
  void aSizedBodyThatEndsEarlyIsRefused() throws Exception {
    TestListener listener = listener();
    Answer answer = connect(listener).head(PUT, HOST, SIZED).bytes(half(BODY)).half().answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("body-truncated");
    assertThat(listener.log.appends()).isEmpty();
    assertThat(listener.uploadMemory.heldBytes()).isZero();
  }

  /** kill -9 of a packager: the kernel closes its socket, the last chunk never comes. */
  @Test
  void anUploadWhoseClientVanishesNeverHappened() throws Exception {
    UploadLimits roomy =
        new UploadLimits(4 * TestListener.CAP, 4L * TestListener.CAP, Duration.ofSeconds(1), 32);
    TestListener listener =
        opened(
            wire.listener(
                roomy, TestListener.delivery(Duration.ofSeconds(5)), ListenerAccess.open("a")));
    // More than the first piece, for which no room is taken.
    RawClient client =
        connect(listener).head(PUT, HOST, CHUNKED).chunk(new byte[TestListener.CAP + 1]);
    await().until(() -> listener.uploadMemory.heldBytes() > 0);

    client.vanish();

    await().until(() -> listener.uploadMemory.heldBytes() == 0);
    assertThat(listener.log.appends()).isEmpty();
    assertThat(connect(listener).head(PUT, HOST, SIZED).bytes(BODY).answer().status())
        .isEqualTo(201);
  }

  @Test
  void aBodyThatStopsForLongerThanTheTimeoutNeverHappened() throws Exception {
    TestListener listener = listener(Duration.ofMillis(200), 16);
    RawClient client = connect(listener).head(PUT, HOST, CHUNKED).chunk(half(BODY));

    Answer answer = client.answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("body-truncated");
    assertThat(listener.log.appends()).isEmpty();
    assertThat(listener.uploadMemory.heldBytes()).isZero();
  }

  @Test
  void garbageInsteadOfAChunkIsRefused() throws Exception {
    TestListener listener = listener();
    Answer answer = connect(listener).head(PUT, HOST, CHUNKED).text("zzzz\r\nnonsense").answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers().get("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
    assertThat(listener.log.appends()).isEmpty();
  }

  /** FFmpeg may send the next PUT before it has read the last answer. */
  @Test
  void pipelinedUploadsAreAnsweredInOrder() throws Exception {
    TestListener listener = listener();
    RawClient client =
        connect(listener)
            .head(PUT, HOST, CHUNKED)
            .chunk(BODY)
            .text("0\r\n\r\n")
            .head(PUT_NEXT, HOST, CHUNKED)
            .chunk(NEXT)
            .text("0\r\n\r\n");

    List<Answer> answers = List.of(client.answer(), client.answer());

    assertThat(answers).extracting(Answer::status).containsExactly(201, 201);
    assertThat(answers)
        .extracting(a -> a.json().path("segment").path("number").asLong())
        .containsExactly(NUMBER, NUMBER + 1);
    assertThat(listener.log.stored())
        .extracting(s -> ((SegmentAddress) s.address()).number())
        .containsExactly(NUMBER, NUMBER + 1);
  }

  /** A refusal in the middle must not cost the connection: FFmpeg exits when it is cut. */
  @Test
  void aRefusedUploadKeepsItsConnection() throws Exception {
    TestListener listener = listener();
    RawClient client =
        connect(listener)
            .head("PUT /acme/cup/v0-1.m4s HTTP/1.1", HOST, CHUNKED)
            .chunk(new byte[TestListener.CAP - 1])
            .text("0\r\n\r\n");
    assertThat(client.answer().status()).isEqualTo(400);

    assertThat(client.head(PUT, HOST, SIZED).bytes(BODY).answer().status()).isEqualTo(201);
  }

  @Test
  void aClientThatAsksFirstIsToldToContinue() throws Exception {
    TestListener listener = listener();
    RawClient client = connect(listener).head(PUT, HOST, SIZED, EXPECT);
    assertThat(client.answer().status()).isEqualTo(100);

    assertThat(client.bytes(BODY).answer().status()).isEqualTo(201);
  }

  @Test
  void aClientThatAsksFirstIsSparedABodyThatWillBeRefused() throws Exception {
    TestListener listener = listener();
    String large = "Content-Length: " + (TestListener.CAP + 1);
    String unknown = "PUT /acme/nope/v0-1.m4s HTTP/1.1";
    String foreign = "PUT /acme/cup/foreign HTTP/1.1";

    assertThat(connect(listener).head(PUT, HOST, large, EXPECT).answer().status()).isEqualTo(413);
    assertThat(connect(listener).head(unknown, HOST, SIZED, EXPECT).answer().status())
        .isEqualTo(404);
    assertThat(connect(listener).head(foreign, HOST, SIZED, EXPECT).answer().status())
        .isEqualTo(404);
  }

  /** FFmpeg's dash muxer opens each PUT when the segment begins and sends its body at the end. */
  @Test
  void uploadsThatWaitForTheirBodyHoldNoThread() throws Exception {
    int threads = 8;
    TestListener listener = listener(Duration.ofSeconds(20), threads);
    List<RawClient> early = new ArrayList<>();
    for (int i = 0; i < 5 * threads; i++) {
      early.add(connect(listener).head(PUT, HOST, CHUNKED));
    }

    assertThat(connect(listener).head(PUT_NEXT, HOST, SIZED).bytes(BODY).answer().status())
        .isEqualTo(201);
    assertThat(early.get(0).chunk(BODY).text("0\r\n\r\n").answer().status()).isEqualTo(201);
  }

  @Test
  void uploadsThatWaitForKafkaHoldNoThreadAndSurviveTheIdleTimeout() throws Exception {
    int threads = 8;
    Duration idle = Duration.ofMillis(300);
    TestListener listener = listener(idle, threads);
    listener.log.mood(Mood.SILENT);
    List<RawClient> waiting = new ArrayList<>();
    for (int i = 0; i < 2 * threads; i++) {
      String put = "PUT /acme/cup/v0-" + (NUMBER - i) + ".m4s HTTP/1.1";
      waiting.add(connect(listener).head(put, HOST, SIZED).bytes(BODY));
    }
    await().until(() -> listener.log.appends().size() == waiting.size());

    // Later than the connection may be silent.
    CompletableFuture.delayedExecutor(4 * idle.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> listener.log.appends().forEach(listener.log::acknowledge));

    for (RawClient client : waiting) {
      assertThat(client.answer().status()).isEqualTo(201);
    }
    assertThat(listener.uploadMemory.heldBytes()).isZero();
  }

  @Test
  void anUploadIsStoredThoughItsClientLeavesBeforeTheAnswer() throws Exception {
    TestListener listener = listener();
    listener.log.mood(Mood.SILENT);
    RawClient client = connect(listener).head(PUT, HOST, SIZED).bytes(BODY);
    await().until(() -> listener.log.appends().size() == 1);

    client.vanish();
    listener.log.acknowledge(listener.log.appends().get(0));

    await().until(() -> listener.uploadMemory.heldBytes() == 0);
    assertThat(listener.log.stored()).hasSize(1);
  }

  @Test
  void whatIsNotHttpGetsAProblemToo() throws Exception {
    TestListener listener = listener();
    Answer badLine = connect(listener).text("NONSENSE\r\n\r\n").answer();
    Answer badHeader = connect(listener).head(PUT, HOST, "two words: x", SIZED).answer();
    Answer longHeader =
        connect(listener).head(PUT, HOST, "X-Long: " + "x".repeat(20_000), SIZED).answer();

    assertThat(badLine.status()).isEqualTo(400);
    assertThat(badLine.text("code")).isEqualTo("malformed-path");
    assertThat(badHeader.status()).isEqualTo(400);
    assertThat(badHeader.text("code")).isEqualTo("malformed-header");
    assertThat(longHeader.status()).isEqualTo(431);
    assertThat(longHeader.text("code")).isEqualTo("malformed-header");
    assertThat(longHeader.headers().get("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
  }

  @Test
  void aPathOutsideOfItsEventIsNotFollowed() throws Exception {
    TestListener listener = listener();
    String outside = "PUT /acme/cup/%2e%2e/nope/v0-1.m4s HTTP/1.1";

    Answer answer = connect(listener).head(outside, HOST, SIZED).bytes(BODY).answer();

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("code")).isEqualTo("unknown-path");
  }

  @Test
  void aBodyThatIsAnnouncedAndNeverComesIsNoProbe() throws Exception {
    TestListener listener = listener(Duration.ofMillis(200), 16);
    String foreign = "PUT /acme/cup/foreign HTTP/1.1";

    assertThat(connect(listener).head(foreign, HOST, SIZED).answer().status()).isEqualTo(404);
    assertThat(connect(listener).head(PUT, HOST, SIZED).answer().status()).isEqualTo(400);
  }

  @Test
  void closingAnswersWhatHasBegunAndTakesNothingNew() throws Exception {
    TestListener listener = listener();
    listener.log.mood(Mood.SILENT);
    RawClient client = connect(listener).head(PUT, HOST, SIZED).bytes(BODY);
    await().until(() -> listener.log.appends().size() == 1);
    int port = listener.port();

    CompletableFuture<Void> closing = CompletableFuture.runAsync(listener::stopListening);
    await()
        .untilAsserted(
            () -> assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(IOException.class));
    assertThat(closing).isNotDone();
    listener.log.acknowledge(listener.log.appends().get(0));

    assertThat(client.answer().status()).isEqualTo(201);
    await().until(closing::isDone);
  }
}
