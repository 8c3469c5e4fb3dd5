package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NOW;
import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.ingest.support.Client;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.FakeLog.Mood;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.kafka.record.SegmentRecord;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is recorded and what the receipt says about it. */
class IngestReceiptTest {
  private static final byte[] BODY = Mp4.segment(NUMBER, 1);
  private static final byte[] OTHER = Mp4.segment(NUMBER, 2);
  private static final String DEFECTS = "Segment-Defects";

  private final TestListener listener = new TestListener();
  private final Client client = new Client();
  private final URI segment = listener.uri("/acme/cup/v0-" + NUMBER + ".m4s");
  private final URI init = listener.uri("/acme/cup/v0-init.mp4");

  @AfterEach
  void close() {
    listener.close();
  }

  private List<Defect> recordedDefects() {
    return last().defects();
  }

  private SegmentRecord last() {
    List<SegmentRecord> stored = listener.log.stored();
    return stored.get(stored.size() - 1);
  }

  @Test
  void theReceiptSaysEverything() throws Exception {
    client.put(init, Mp4.init(1));

    JsonNode receipt = client.put(segment, BODY).json();

    JsonNode part = receipt.path("segment");
    assertThat(receipt.path("outcome").asText()).isEqualTo("stored");
    assertThat(receipt.path("pipeline").asText()).isEqualTo("a");
    assertThat(part.path("tenant").asText()).isEqualTo("acme");
    assertThat(part.path("event").asText()).isEqualTo("cup");
    assertThat(part.path("representation").asText()).isEqualTo("v0");
    assertThat(part.path("number").asLong()).isEqualTo(NUMBER);
    assertThat(part.path("contentType").asText()).isEqualTo("video/mp4");
    assertThat(part.path("digest").asText()).isEqualTo(Digest.of(BODY).hex());
    assertThat(part.path("defects")).isEmpty();
    JsonNode track = part.path("facts").path("tracks").get(0);
    assertThat(track.path("timescale").asInt()).isEqualTo(Mp4.TIMESCALE);
    assertThat(track.path("samples").asInt()).isEqualTo(Mp4.FRAMES);
    assertThat(track.path("decodeTime").asLong()).isEqualTo(NUMBER * 2 * Mp4.TIMESCALE);
    assertThat(receipt.path("record").path("topic").asText()).isEqualTo("segments.a");
    assertThat(receipt.path("record").path("offset").asLong()).isEqualTo(1);
    assertThat(receipt.path("notes")).isEmpty();
  }

  @Test
  void theServedTypeIsThatOfTheRepresentation() throws Exception {
    client.put(segment, BODY, "Content-Type", "video/quicktime");

    assertThat(last().contentType()).isEqualTo("video/mp4");
  }

  @Test
  void theSameBytesAgainAreNotRecordedAgain() throws Exception {
    Answer first = client.put(segment, BODY);
    Answer again = client.put(segment, BODY);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("outcome")).isEqualTo("repeated");
    assertThat(again.json().path("record")).isEqualTo(first.json().path("record"));
    assertThat(again.json().path("segment")).isEqualTo(first.json().path("segment"));
    assertThat(listener.log.appends()).hasSize(1);
  }

  /** A retry that overtakes its first try is answered when the first is durable, not before. */
  @Test
  void theSameBytesAtTheSameTimeAreRecordedOnce() throws Exception {
    listener.log.mood(Mood.SILENT);
    CompletableFuture<Answer> first = inBackground(BODY);
    Awaitility.await().until(() -> listener.log.appends().size() == 1);
    CompletableFuture<Answer> second = inBackground(BODY);
    // The second holds no memory of its own while it waits for the first.
    Awaitility.await()
        .until(
            () -> client.send("GET", metricsUri(), Client.sized(new byte[0])).body(),
            m ->
                new String(m, StandardCharsets.UTF_8)
                    .contains("ingest_body_bytes_total{pipeline=\"a\"} " + 2.0 * BODY.length));
    assertThat(second).isNotDone();

    listener.log.acknowledge(listener.log.appends().get(0));

    assertThat(first.join().status()).isEqualTo(201);
    assertThat(second.join().status()).isEqualTo(200);
    assertThat(second.join().text("outcome")).isEqualTo("repeated");
    assertThat(listener.log.appends()).hasSize(1);
  }

  private URI metricsUri() {
    return listener.uri("/-/metrics");
  }

  private CompletableFuture<Answer> inBackground(byte[] body) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new Client().put(segment, body);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void differentBytesAreRecordedAndSaidToConflict() throws Exception {
    client.put(segment, BODY);
    Answer other = client.put(segment, OTHER);

    assertThat(other.status()).isEqualTo(200);
    assertThat(other.text("outcome")).isEqualTo("conflicting");
    assertThat(listener.log.appends()).hasSize(2);
    assertThat(recordedDefects()).extracting(Defect::name).containsExactly("conflicting-republish");
    assertThat(recordedDefects().get(0).parameters())
        .containsEntry("previous", Digest.of(BODY).hex());
    assertThat(recordedDefects().get(0).mediaAffecting()).isFalse();
  }

  @Test
  void anInitSegmentSentAgainIsNotRecordedAgain() throws Exception {
    assertThat(client.put(init, Mp4.init(1)).status()).isEqualTo(201);
    Answer again = client.put(init, Mp4.init(1));

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("outcome")).isEqualTo("repeated");
    assertThat(again.json().path("record").path("topic").asText()).isEqualTo("inits.a");
    assertThat(listener.log.appends()).hasSize(1);
  }

  @Test
  void anotherInitSegmentIsRecordedAndBecomesTheCurrentOne() throws Exception {
    client.put(init, Mp4.init(1));
    Answer other = client.put(init, Mp4.init(2));
    Answer back = client.put(init, Mp4.init(1));

    assertThat(List.of(other.status(), back.status())).containsExactly(200, 200);
    assertThat(other.text("outcome")).isEqualTo("conflicting");
    assertThat(back.text("outcome")).isEqualTo("conflicting");
    assertThat(listener.log.appends()).hasSize(3);
  }

  @Test
  void aDecodeTimeThatIsNotTheNumbersIsFoundOnceTheInitSegmentIsKnown() throws Exception {
    client.put(init, Mp4.init(1));
    client.put(segment, Mp4.segment(NUMBER - 3, 1));

    assertThat(recordedDefects()).extracting(Defect::name).containsExactly("decode-time-mismatch");
    assertThat(recordedDefects().get(0).source()).isEqualTo(DefectSource.INGEST);
    assertThat(recordedDefects().get(0).parameters()).containsEntry("delta-ms", -6000L);
  }

  @Test
  void withoutAnInitSegmentTheReceiptSaysWhatCouldNotBeChecked() throws Exception {
    Answer answer = client.put(segment, BODY);

    assertThat(answer.json().path("notes").get(0).asText())
        .startsWith("no readable init segment of this track has arrived");
  }

  @Test
  void unparsableBoxesAreStoredAsMalformed() throws Exception {
    byte[] garbage = {0, 0, 0, 9, 'm', 'o', 'o', 'f', 1, 2, 3};
    Answer answer = client.put(segment, garbage);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(recordedDefects()).extracting(Defect::name).contains("malformed");
    assertThat(listener.log.appends().get(0).bytes()).isEqualTo(garbage);
    assertThat(answer.json().path("segment").path("defects").get(0).path("source").asText())
        .isEqualTo("ingest");
  }

  @Test
  void declaredDefectsAreRecordedAsThePackagers() throws Exception {
    Answer answer =
        client.put(
            segment,
            BODY,
            DEFECTS,
            "dropped-video-frames;count=12",
            DEFECTS,
            "x-vendor;note=\"so so\";source=ingest");

    assertThat(recordedDefects())
        .extracting(Defect::name)
        .containsExactly("dropped-video-frames", "x-vendor");
    assertThat(recordedDefects()).extracting(Defect::source).containsOnly(DefectSource.PACKAGER);
    assertThat(recordedDefects().get(0).parameters()).containsEntry("count", 12L);
    assertThat(answer.json().path("segment").path("defects")).hasSize(2);
  }

  @Test
  void anUnreadableDeclarationIsKeptAsADefectAndSaidInTheReceipt() throws Exception {
    Answer answer = client.put(segment, BODY, DEFECTS, "dropped-video-frames;count=;;");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(recordedDefects()).hasSize(1);
    assertThat(recordedDefects().get(0).name()).isEqualTo("x-unreadable-declaration");
    assertThat(recordedDefects().get(0).parameters())
        .containsEntry("text", "dropped-video-frames;count=;;");
    assertThat(answer.json().path("notes").get(0).asText())
        .startsWith("Segment-Defects cannot be read");
  }

  @Test
  void aDeclarationOnTheSameBytesComesTooLateAndIsToldSo() throws Exception {
    client.put(segment, BODY);
    Answer again = client.put(segment, BODY, DEFECTS, "truncated");

    assertThat(again.text("outcome")).isEqualTo("repeated");
    assertThat(again.json().path("notes").get(0).asText()).contains("is not recorded");
  }

  @Test
  void theRecordCarriesTheBytesUntouchedAndTheInstantOfArrival() throws Exception {
    client.send("PUT", segment, Client.chunked(BODY));

    assertThat(listener.log.appends().get(0).bytes()).isEqualTo(BODY);
    assertThat(listener.log.appends().get(0).arrival()).isEqualTo(NOW.toEpochMilli());
  }

  /** prft of an encoder that had the end of the segment 300 ms ago; once for each recorded copy. */
  @Test
  void theEncodersLatencyIsMeasured() throws Exception {
    client.put(init, Mp4.init(1));
    long lead = NUMBER * 2 * Mp4.TIMESCALE;
    byte[] good = stamped(NOW.toEpochMilli() - 2300, lead);

    JsonNode receipt = client.put(segment, good).json();
    client.put(segment, good);
    client.put(segment, stamped(NOW.toEpochMilli() + 60_000, lead));

    assertThat(receipt.path("segment").path("facts").path("producerTime").asLong())
        .isEqualTo(NOW.toEpochMilli() - 300);
    assertThat(client.send("GET", metricsUri(), Client.sized(new byte[0])).body())
        .asString()
        .contains("ingest_encoder_latency_seconds_count{pipeline=\"a\"} 1")
        .containsPattern("ingest_encoder_latency_seconds_sum\\{pipeline=\"a\"} 0\\.3");
  }

  private static byte[] stamped(long epochMillis, long mediaTime) {
    long seconds = Math.floorDiv(epochMillis, 1000L) + 2_208_988_800L;
    long fraction = (Math.floorMod(epochMillis, 1000L) << 32) / 1000 + 1;
    return ByteBuffer.allocate(32 + BODY.length)
        .putInt(32)
        .put("prft".getBytes(StandardCharsets.US_ASCII))
        .putInt(0x0100_0000)
        .putInt(1)
        .putInt((int) seconds)
        .putInt((int) fraction)
        .putLong(mediaTime)
        .put(BODY)
        .array();
  }
}
