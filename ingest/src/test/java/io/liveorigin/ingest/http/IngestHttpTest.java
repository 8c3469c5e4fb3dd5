package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.error.Problem;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.ingest.support.Client;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.TestListener;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of docs/http-ingest.md that one request can show, over real HTTP. {@code answer} is the
 * receipt's outcome or the problem's code.
 */
class IngestHttpTest {
  private static final String SEGMENT = "/acme/cup/v0-" + NUMBER + ".m4s";
  private static final byte[] BODY = Mp4.segment(NUMBER, 1);
  private static final byte[] TOO_LARGE = new byte[TestListener.CAP + 1];

  private final TestListener listener = new TestListener();
  private final Client client = new Client();

  @AfterEach
  void close() {
    listener.close();
  }

  record Row(
      String name,
      String method,
      String path,
      BodyPublisher body,
      int status,
      String answer,
      String... headers) {
    @Override
    public String toString() {
      return name + ": " + status + " " + answer;
    }
  }

  private static Row put(String name, byte[] body, int status, String answer, String... headers) {
    return new Row(name, "PUT", SEGMENT, Client.sized(body), status, answer, headers);
  }

  private static Row type(String contentType, int status, String answer) {
    return put(contentType, BODY, status, answer, "Content-Type", contentType);
  }

  private static Row at(String path, byte[] body, int status, String answer, String... headers) {
    return new Row("PUT " + path, "PUT", path, Client.sized(body), status, answer, headers);
  }

  private static Row method(String method, int status, String answer) {
    return new Row(method, method, SEGMENT, Client.sized(new byte[0]), status, answer);
  }

  private static String sha256(byte[] body) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(Digest.of(body).bytes()) + ":";
  }

  static Stream<Row> stored() {
    return Stream.of(
        put("sized PUT", BODY, 201, "stored"),
        new Row("chunked PUT", "PUT", SEGMENT, Client.chunked(BODY), 201, "stored"),
        new Row("sized POST", "POST", SEGMENT, Client.sized(BODY), 201, "stored"),
        new Row("chunked POST", "POST", SEGMENT, Client.chunked(BODY), 201, "stored"),
        at("/acme/cup/a0-" + NUMBER + ".m4s", BODY, 201, "stored"),
        at("/acme/cup/v0-" + (NUMBER + 5) + ".m4s", BODY, 201, "stored"),
        at("/acme/cup/v0-" + (NUMBER - 300) + ".m4s", BODY, 201, "stored"),
        at("/acme/cup/v0-init.mp4", Mp4.init(1), 201, "stored"),
        put("as large as the cap", new byte[TestListener.CAP], 201, "stored"),
        put("unparsable boxes", new byte[] {1, 2, 3}, 201, "stored"),
        put("right Content-Digest", BODY, 201, "stored", "Content-Digest", sha256(BODY)),
        put("right Repr-Digest", BODY, 201, "stored", "Repr-Digest", sha256(BODY)),
        put("other algorithm", BODY, 201, "stored", "Content-Digest", "md5=:AAAA:"),
        put("identity coding", BODY, 201, "stored", "Content-Encoding", "identity"),
        put("readable declaration", BODY, 201, "stored", "Segment-Defects", "truncated;by=7"),
        put("unreadable declaration", BODY, 201, "stored", "Segment-Defects", "?!"),
        put("unknown defect", BODY, 201, "stored", "Segment-Defects", "ugly"),
        type("application/octet-stream", 201, "stored"),
        type("*", 201, "stored"),
        type("*/*", 201, "stored"),
        type("video/mp4; codecs=\"avc1.64001f\"", 201, "stored"),
        type("VIDEO/iso.segment", 201, "stored"),
        type("audio/mp4", 201, "stored"),
        type("application/mp4", 201, "stored"),
        type("application/x-www-form-urlencoded", 201, "stored"));
  }

  static Stream<Row> takenAndNotStored() {
    byte[] empty = new byte[0];
    byte[] mpd = "<MPD/>".getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        at("/acme/cup/live.mpd", mpd, 200, "not-used"),
        at("/acme/cup/live.mpd", mpd, 200, "not-used", "Content-Type", "application/dash+xml"),
        at("/acme/cup/live.mpd", mpd, 200, "not-used", "Content-Type", "application/octet-stream"),
        at("/acme/cup/deep/v0.m3u8", mpd, 200, "not-used"),
        at("/acme/cup/v.m3u8", mpd, 200, "not-used", "Content-Type", "application/x-mpegURL"),
        at("/acme/cup", empty, 200, "probe"),
        at("/acme/cup/", empty, 200, "probe"),
        new Row("POST probe", "POST", "/acme/cup/", Client.sized(empty), 200, "probe"),
        new Row("chunked probe", "PUT", "/acme/cup/", Client.chunked(empty), 200, "probe"),
        at("/acme/cup/v0-" + NUMBER + ".m4s", empty, 200, "probe"),
        at("/acme/cup/anything", empty, 200, "probe"),
        method("DELETE", 200, "not-deleted"),
        new Row(
            "chunked DELETE, wrong name",
            "DELETE",
            "/acme/cup/chunk-1-00001.m4s",
            Client.chunked(empty),
            200,
            "not-deleted"));
  }

  static Stream<Row> refused() {
    return Stream.of(
        at("/", BODY, 400, "malformed-path"),
        at("/acme", BODY, 400, "malformed-path"),
        at("/-acme/cup/v0-1.m4s", BODY, 400, "malformed-path"),
        at("/acme/nope/v0-1.m4s", BODY, 404, "unknown-event"),
        at("/acme/nope/", new byte[0], 404, "unknown-event"),
        at("/acme/cup/v9-" + NUMBER + ".m4s", BODY, 404, "unknown-representation"),
        at("/acme/cup/v9-init.mp4", BODY, 404, "unknown-representation"),
        at("/acme/cup/whatever.bin", BODY, 404, "unknown-path"),
        at("/acme/cup/v0-0" + NUMBER + ".m4s", BODY, 404, "unknown-path"),
        at("/acme/cup/v0-" + (NUMBER + 6) + ".m4s", BODY, 400, "number-outside-schedule"),
        at("/acme/cup/v0-" + (NUMBER - 301) + ".m4s", BODY, 400, "number-outside-schedule"),
        at("/acme/cup/v0-1.m4s", BODY, 400, "number-outside-schedule"),
        at("/acme/solo/v0-" + NUMBER + ".m4s", BODY, 403, "forbidden"),
        put("too large, sized", TOO_LARGE, 413, "too-large"),
        new Row("too large, chunked", "PUT", SEGMENT, Client.chunked(TOO_LARGE), 413, "too-large"),
        put("wrong digest", BODY, 400, "digest-mismatch", "Content-Digest", sha256(TOO_LARGE)),
        put("wrong Repr-Digest", BODY, 400, "digest-mismatch", "Repr-Digest", sha256(TOO_LARGE)),
        put("unreadable digest", BODY, 400, "malformed-header", "Content-Digest", "sha-256=:,"),
        put("short digest", BODY, 400, "malformed-header", "Content-Digest", "sha-256=:AAAA:"),
        put("digest not bytes", BODY, 400, "malformed-header", "Content-Digest", "sha-256=7"),
        type("text/html", 415, "unsupported-media-type"),
        type("image/png", 415, "unsupported-media-type"),
        type("application/dash+xml", 415, "unsupported-media-type"),
        at("/acme/cup/l.mpd", BODY, 415, "unsupported-media-type", "Content-Type", "image/png"),
        put("coding", BODY, 415, "unsupported-media-type", "Content-Encoding", "gzip"),
        method("GET", 405, "method-not-allowed"),
        method("PATCH", 405, "method-not-allowed"),
        method("OPTIONS", 405, "method-not-allowed"),
        method("FANCY", 405, "method-not-allowed"),
        new Row("no event", "DELETE", "/a/b/c", Client.sized(BODY), 404, "unknown-event"),
        new Row("no such page", "GET", "/-/nope", Client.sized(BODY), 405, "method-not-allowed"));
  }

  @ParameterizedTest
  @MethodSource("stored")
  void isStored(Row row) throws Exception {
    Answer answer = send(row);

    assertThat(answer.status()).isEqualTo(row.status());
    assertThat(answer.text("outcome")).isEqualTo(row.answer());
    assertThat(answer.headers().get("Content-Type")).isEqualTo("application/json");
    assertThat(answer.headers().get("Cache-Control")).isEqualTo("no-store");
    assertThat(listener.log.stored()).hasSize(1);
    assertThat(listener.log.stored().get(0).digest().hex())
        .isEqualTo(answer.json().path("segment").path("digest").asText());
    assertThat(listener.uploadMemory.heldBytes()).isZero();
  }

  @ParameterizedTest
  @MethodSource("takenAndNotStored")
  void isTakenAndNotStored(Row row) throws Exception {
    Answer answer = send(row);

    assertThat(answer.status()).isEqualTo(row.status());
    assertThat(answer.text("outcome")).isEqualTo(row.answer());
    assertThat(answer.text("pipeline")).isEqualTo("a");
    assertThat(listener.log.appends()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefused(Row row) throws Exception {
    listener.add(
        Events.event(
            Events.DEFINITION.replace("\"cup\"", "\"solo\"").replace("[\"a\", \"b\"]", "[\"b\"]")));

    Answer answer = send(row);

    assertThat(answer.status()).isEqualTo(row.status());
    assertThat(answer.text("code")).isEqualTo(row.answer());
    assertThat(answer.json().path("status").asInt()).isEqualTo(row.status());
    assertThat(answer.text("detail")).isNotEmpty();
    assertThat(answer.headers().get("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
    assertThat(answer.headers().get("Cache-Control")).isEqualTo("no-store");
    assertThat(listener.log.appends()).isEmpty();
    assertThat(listener.uploadMemory.heldBytes()).isZero();
  }

  @Test
  void aRefusalNamesThePermittedNumbers() throws Exception {
    Answer answer = client.put(listener.uri("/acme/cup/v0-900001000.m4s"), BODY);

    assertThat(answer.text("detail"))
        .isEqualTo("number 900001000 must be 899999700 to 900000005 now");
  }

  @Test
  void aNumberThatRestartedAtOneIsToldHowToBeAnEpochNumber() throws Exception {
    Answer answer = client.put(listener.uri("/acme/cup/v0-1.m4s"), BODY);

    assertThat(answer.text("detail"))
        .startsWith("number 1 must be 899999700 to 900000005 now. ")
        .contains("FFmpeg's dash muxer restarts $Number$ at 1")
        .contains("-start_number")
        .contains("$Time$");
  }

  @Test
  void headIsNotOffered() throws Exception {
    // An answer to HEAD has no body, whatever its status.
    Answer answer = client.send("HEAD", listener.uri(SEGMENT), Client.sized(new byte[0]));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().get("Allow")).isEqualTo("PUT, POST, DELETE");
  }

  private Answer send(Row row) throws Exception {
    return client.send(row.method(), listener.uri(row.path()), row.body(), row.headers());
  }
}
