package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.upload.UploadLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Invariant: an answer to an upload has at most 1024 bytes with its head. FFmpeg reads no more for
 * each upload; the rest would pile up in its socket.
 */
class AnswerSizeTest {
  private static final int FFMPEG_READS = 1024;
  private static final String LONG = "n".repeat(64);
  private static final String EVENT = "/" + LONG + "/" + LONG + "/";
  private static final byte[] BODY = Mp4.segment(NUMBER, 1);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private TestListener listener;

  @BeforeEach
  void open() {
    String representations =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    "{\"id\": \""
                        + (i + LONG).substring(0, 64)
                        + "\", \"contentType\": \"video\", \"codecs\": \"avc1\", \"bandwidth\": 1}")
            .collect(Collectors.joining(","));
    LiveEvent event =
        Events.event(
            "{\"tenant\": \"%s\", \"event\": \"%s\", \"pipelines\": [\"a\"],".formatted(LONG, LONG)
                + " \"representations\": ["
                + representations
                + "]}");
    listener =
        new TestListener(
            new UploadLimits(TestListener.CAP, 4L * TestListener.CAP, Duration.ofSeconds(1), 32),
            TestListener.delivery(Duration.ofSeconds(5)),
            ListenerAccess.open("a"));
    opened.add(listener);
    listener.add(event);
  }

  @AfterEach
  void close() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private RawClient put(String path, String... headers) throws Exception {
    RawClient client = new RawClient(listener.port());
    opened.add(client);
    List<String> head = new ArrayList<>(List.of("PUT " + path + " HTTP/1.1", "Host: origin"));
    head.add("Content-Length: " + BODY.length);
    head.addAll(List.of(headers));
    return client.head(head.toArray(String[]::new)).bytes(BODY);
  }

  private static String manyDefects() {
    return "Segment-Defects: "
        + IntStream.range(0, 32)
            .mapToObj(i -> "x-d" + i + ";text=\"" + "t".repeat(100) + "\"")
            .collect(Collectors.joining(", "));
  }

  private String segment() {
    return EVENT + ("7" + LONG).substring(0, 64) + "-" + NUMBER + ".m4s";
  }

  private static void assertFits(RawClient client, int status) throws Exception {
    Answer answer = client.answer();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(client.bytesRead()).isBetween(200, FFMPEG_READS);
    // Cut, and still JSON.
    assertThat(answer.json().isObject()).isTrue();
  }

  @Test
  void receipts() throws Exception {
    assertFits(put(segment(), manyDefects()), 201);
    assertFits(put(segment(), manyDefects()), 200);
    assertFits(put("/acme/cup/v0-" + NUMBER + ".m4s"), 201);
  }

  @Test
  void problems() throws Exception {
    assertFits(put(EVENT + "unknown-init.mp4"), 404);
    assertFits(put(EVENT + "x".repeat(300)), 404);
    assertFits(put("/" + "%22".repeat(600)), 400);
    assertFits(put("/acme/cup/v0-1.m4s"), 400);
    assertFits(put(segment(), "Content-Type: " + "\"\\".repeat(900)), 415);
  }

  @Test
  void aShortReceiptIsWhole() throws Exception {
    Answer answer = put("/acme/cup/v0-" + NUMBER + ".m4s").answer();

    assertThat(answer.json().path("segment").has("facts")).isTrue();
    assertThat(answer.json().path("segment").has("defects")).isTrue();
  }

  @Test
  void aLongReceiptSaysThatItIsShortenedAndStaysUseful() throws Exception {
    Answer answer = put(segment(), manyDefects()).answer();

    assertThat(answer.json().path("notes").get(0).asText()).startsWith("shortened");
    assertThat(answer.json().path("segment").path("digest").asText()).hasSize(64);
    assertThat(answer.json().path("record").path("topic").asText()).isEqualTo("segments.a");
    assertThat(answer.json().path("segment").has("defects")).isFalse();
  }

  @Test
  void aClientThatPrefersItGetsTheWholeReceipt() throws Exception {
    Answer answer = put(segment(), manyDefects(), "Prefer: return=representation").answer();

    assertThat(answer.json().path("segment").path("defects")).hasSize(32);
    assertThat(answer.json().path("segment").has("facts")).isTrue();
  }
}
