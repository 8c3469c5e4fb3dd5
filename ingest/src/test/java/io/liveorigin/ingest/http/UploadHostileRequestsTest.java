package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.wire.RefusalRecord;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.upload.UploadLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers try on a listener that takes segments. From real sockets. */
class UploadHostileRequestsTest {
  private static final byte[] BODY = Mp4.segment(NUMBER, 1);
  private static final String PATH = "/acme/cup/v0-" + NUMBER + ".m4s HTTP/1.1";
  private static final String HOST = "Host: origin";
  private static final String SIZED = "Content-Length: " + BODY.length;
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final int THREADS = 8;
  private static final int STRANGERS = 400;

  private final List<AutoCloseable> opened = new ArrayList<>();

  /** Bodies that have no instant at which they are gone are waited for so long. */
  private final TestListener listener = listener(Duration.ofSeconds(20), Duration.ofSeconds(5));

  private TestListener listener(Duration idle, Duration shortest) {
    TestListener made =
        new TestListener(
            new UploadLimits(TestListener.CAP, 4L * TestListener.CAP, idle, THREADS),
            TestListener.delivery(shortest),
            ListenerAccess.open("a"));
    opened.add(made);
    return made;
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private RawClient connect(TestListener to) throws Exception {
    RawClient client = new RawClient(to.port());
    opened.add(client);
    return client;
  }

  private Answer send(String... head) throws Exception {
    return connect(listener).head(head).bytes(BODY).answer();
  }

  /** Each has sent a part of a body, of what is stored and of what is refused. */
  @Test
  void clientsThatTrickleHoldNoThread() throws Exception {
    String refused = "PUT /acme/unknown/v0-1.m4s HTTP/1.1";
    String deletion = "DELETE " + PATH;
    for (int i = 0; i < STRANGERS; i++) {
      String line = List.of("PUT " + PATH, refused, deletion).get(i % 3);
      connect(listener).head(line, HOST, CHUNKED).chunk(new byte[] {1});
    }
    assertThat(connect(listener).head("GET /-/health/live HTTP/1.1", HOST).answer().status())
        .isEqualTo(200);
    assertThat(send("PUT " + PATH, HOST, SIZED).status()).isEqualTo(201);
    assertThat(connect(listener).head("GET /-/health/live HTTP/1.1", HOST).answer().status())
        .isEqualTo(200);
  }

  /** Number 1 of the event is gone for long, so that the shortest time of a delivery counts. */
  @Test
  void aBodyThatTricklesIsGivenUpWhenItsSegmentIsGone() throws Exception {
    TestListener hasty = listener(Duration.ofMinutes(2), Duration.ofMillis(200));
    String gone = "PUT /acme/cup/v0-" + (NUMBER - 15) + ".m4s HTTP/1.1";
    Answer answer = connect(hasty).head(gone, HOST, CHUNKED).chunk(new byte[] {1}).answer();
    assertThat(answer.status()).isEqualTo(408);
    assertThat(answer.text("code")).isEqualTo("upload-too-slow");
    assertThat(hasty.uploadMemory.heldBytes()).isZero();
    assertThat(hasty.log.appends()).isEmpty();
  }

  /** Hundreds of bodies may end at one instant, because nobody sent the rest. */
  @Test
  void whoHasStoredASegmentDoesNotWaitForRefusals() throws Exception {
    assertThat(send("PUT /acme/unknown/v0-1.m4s HTTP/1.1", HOST, SIZED).status()).isEqualTo(404);
    assertThat(listener.answers).hasValue(0);
    assertThat(send("PUT " + PATH, HOST, SIZED).status()).isEqualTo(201);
    assertThat(listener.answers).hasValue(1);
  }

  @Test
  void aBodyWhoseEndNobodySaysIsNoProbe() throws Exception {
    Answer answer = connect(listener).head("PUT " + PATH, HOST).answer();
    assertThat(answer.status()).isEqualTo(411);
    assertThat(answer.text("code")).isEqualTo("length-required");
  }

  @Test
  void aPartOfASegmentIsNoSegment() throws Exception {
    Answer answer = send("PUT " + PATH, HOST, SIZED, "Content-Range: bytes 0-99/200");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("malformed-header");
    assertThat(listener.log.appends()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "x-http-method", "X-Method-Override"})
  void theMethodIsThatOfTheRequestLine(String field) throws Exception {
    assertThat(send("GET " + PATH, HOST, SIZED, field + ": PUT").status()).isEqualTo(405);
    assertThat(listener.log.appends()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://origin.evil.example"
      })
  void aForeignWebPagePublishesNothing(String field) throws Exception {
    Answer answer = send("POST " + PATH, HOST, SIZED, field);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text("code")).isEqualTo("forbidden");
    assertThat(listener.log.appends()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", "Origin: http://origin"})
  void whoIsNoForeignPagePublishes(String field) throws Exception {
    assertThat(send("POST " + PATH, HOST, SIZED, field).status()).isEqualTo(201);
  }

  /** As a proxy sends it (RFC 9112, section 3.2.2). */
  @Test
  void aTargetMayBeAbsolute() throws Exception {
    String absolute = "PUT http://other.example" + PATH.replace(" HTTP", "?x=1 HTTP");
    assertThat(send(absolute, HOST, SIZED).status()).isEqualTo(201);
    assertThat(send(absolute.replace("http:", "ftp:"), HOST, SIZED).status()).isEqualTo(400);
    assertThat(send(absolute.replace("other", "me@other"), HOST, SIZED).status()).isEqualTo(400);
  }

  @Test
  void theServerSaysWhatItOffers() throws Exception {
    Answer answer = connect(listener).head("OPTIONS * HTTP/1.1", HOST).answer();
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.headers().get("Allow")).isEqualTo("PUT, POST, DELETE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding:\tchunked",
        "Transfer-Encoding: chunked\t",
        "Transfer-Encoding: \t Chunked \t"
      })
  void aTabBelongsToNoCoding(String field) throws Exception {
    Answer answer =
        connect(listener).head("PUT " + PATH, HOST, field).chunk(BODY).text("0\r\n\r\n").answer();
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("outcome")).isEqualTo("stored");
  }

  /** What is not undone here would be stored and served. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding\t: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5"
      })
  void anotherCodingIsRefused(String fields) throws Exception {
    Answer answer =
        connect(listener).head("PUT " + PATH, HOST, fields).chunk(BODY).text("0\r\n\r\n").answer();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("malformed-header");
    assertThat(listener.log.appends()).isEmpty();
  }

  @Test
  void versionOneZeroHasNoChunks() throws Exception {
    Answer answer =
        connect(listener)
            .head("PUT " + PATH.replace("1.1", "1.0"), HOST, CHUNKED, "Connection: keep-alive")
            .chunk(BODY)
            .text("0\r\n\r\n")
            .answer();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers().get("Connection")).isEqualTo("close");
  }

  /** FFmpeg prints nothing of an answer: somebody else must see it. */
  @Test
  void whatIsRefusedIsTold() throws Exception {
    String late = "PUT /acme/cup/v0-1.m4s HTTP/1.1";
    for (int i = 0; i < 3; i++) {
      assertThat(send(late, HOST, SIZED).status()).isEqualTo(400);
    }
    send("PUT " + PATH, HOST, SIZED, "Sec-Fetch-Site: cross-site");
    connect(listener).head("GET /-/health/nothing HTTP/1.1", HOST).answer();

    assertThat(listener.told)
        .extracting(RefusalRecord::key)
        .containsExactly("acme/cup/a/number-outside-schedule", "-/a/forbidden");
    Answer recent = connect(listener).head("GET /-/refusals HTTP/1.1", HOST).answer();
    assertThat(recent.status()).isEqualTo(200);
    assertThat(new String(recent.body(), StandardCharsets.UTF_8))
        .contains("PUT /acme/cup/v0-1.m4s", "Sec-Fetch-Site: cross-site");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"DELETE /acme/cup/v0-1.m4s", "GET /-/refusals", "GET /-/metrics", "OPTIONS *"})
  void aForeignWebPageDeletesAndLearnsNothing(String line) throws Exception {
    Answer answer =
        connect(listener).head(line + " HTTP/1.1", HOST, "Sec-Fetch-Site: cross-site").answer();
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text("code")).isEqualTo("forbidden");
  }

  /** RFC 9112, section 3.2.2: the host of the target counts, and not the field. */
  @Test
  void theHostOfTheTargetCounts() throws Exception {
    String absolute = "PUT http://other.example" + PATH;
    assertThat(send(absolute, HOST, SIZED, "Origin: http://origin").status()).isEqualTo(403);
    assertThat(listener.log.appends()).isEmpty();
    assertThat(send(absolute, HOST, SIZED, "Origin: http://other.example").status()).isEqualTo(201);
  }

  @Test
  void aTargetWithoutAHostIsRefused() throws Exception {
    assertThat(send("PUT http://" + PATH, HOST, SIZED).status()).isEqualTo(400);
    assertThat(listener.log.appends()).isEmpty();
  }

  /** Strangers must not fill the tallies with names of events that are none. */
  @Test
  void whatNamesNoEventIsToldWithoutIt() throws Exception {
    assertThat(send("POST /acme/unknown/v0-1.m4s HTTP/1.1", HOST, SIZED).status()).isEqualTo(404);
    assertThat(listener.told)
        .extracting(RefusalRecord::event)
        .containsExactly(RefusalRecord.NO_EVENT);
  }
}
