package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.bytes.memory.SegmentKey;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first numbers of an event are served like all others, wherever its numbers start. */
class FirstNumbersTest {
  /** A condition that holds and that only the servlet reads. */
  private static final String[] SLOW = {"If-Match", "*"};

  private static final int SEGMENTS = 8;

  private final TestNode node = new TestNode();
  private Track track;

  /** An event that started two minutes ago: its first numbers are far behind the live edge. */
  private void declare(long startNumber) {
    node.declare(
        Samples.definition(
            """
            {"tenant":"acme","event":"early","pipelines":["a","b"],"startNumber":%d,
             "availabilityStartTime":"%s","timeShiftBufferDepth":"PT10M",
             "representations":[
              {"id":"v0","contentType":"video","codecs":"avc1.64001f","bandwidth":2000500,
               "width":1280,"height":720,"frameRate":"25"}]}
            """
                .formatted(startNumber, Instant.ofEpochMilli(TestNode.START).minusSeconds(120))));
    track = Track.of("acme", "early", "v0");
  }

  private static String path(long number) {
    return "/acme/early/v0-" + number + ".m4s";
  }

  private Candidate copy(long number, byte[] bytes, long arrival) {
    SegmentAddress address = new SegmentAddress(track, number);
    Candidate candidate = Samples.candidate(address, "a", bytes, arrival);
    node.stored.put(candidate.digest(), ByteBuffer.wrap(bytes));
    return candidate;
  }

  private void assertServed(long number, byte[] bytes) {
    HttpResponse<byte[]> fast = node.get(path(number));
    assertThat(fast.statusCode()).as("number %d from memory", number).isEqualTo(200);
    assertThat(fast.body()).isEqualTo(bytes);
    HttpResponse<byte[]> slow = node.get(path(number), SLOW);
    assertThat(slow.statusCode()).as("number %d by the servlet", number).isEqualTo(200);
    assertThat(slow.body()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5})
  void numbersInMemoryAreServedAndTheirMemoryIsGivenBack(long first) {
    try (node) {
      declare(first);
      List<SegmentKey> kept = new ArrayList<>();
      for (long number = first; number < first + SEGMENTS; number++) {
        byte[] bytes = Samples.bytes(40_000, number);
        Candidate candidate = copy(number, bytes, node.clock.millis());
        SegmentAddress address = new SegmentAddress(track, number);
        // As if it were live: so it lies in memory although it is far behind the live edge.
        node.edge
            .cache()
            .keepLive(
                new SegmentKey(address, candidate.digest()), TestNode.START, bytes, TestNode.START);
        node.accept(Samples.decision(address, 1, candidate));
        kept.add(new SegmentKey(address, candidate.digest()));

        assertServed(number, bytes);
      }

      kept.forEach(key -> node.edge.cache().drop(key));
      await()
          .untilAsserted(
              () -> assertThat(node.edge.cache().memory()).as("nobody holds any").isZero());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5})
  void numbersThatAreReadBackAreServedAndReadAhead(long first) {
    try (node) {
      declare(first);
      for (long number = first; number < first + SEGMENTS; number++) {
        Candidate candidate = copy(number, Samples.bytes(3_000, number), TestNode.START);
        SegmentAddress address = new SegmentAddress(track, number);
        node.index.decisions.put(address, Samples.decision(address, 1, candidate));
      }
      for (long number = first; number < first + SEGMENTS; number++) {
        HttpResponse<byte[]> answer = node.get(path(number));
        assertThat(answer.statusCode()).as("number %d", number).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Samples.bytes(3_000, number));
      }
      assertThat(node.meters.get("serving.prefetch.reads").counter().count()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5})
  void theManifestNamesTheFirstNumber(long first) {
    try (node) {
      declare(first);
      node.init(track, Samples.bytes(500, 1));
      HttpResponse<byte[]> manifest = node.get("/acme/early/manifest.mpd");
      assertThat(manifest.statusCode()).isEqualTo(200);
      assertThat(new String(manifest.body(), java.nio.charset.StandardCharsets.UTF_8))
          .contains("startNumber=\"" + first + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5})
  void whatIsBeforeTheFirstNumberIsNoPartOfTheEvent(long first) {
    try (node) {
      declare(first);
      assertThat(node.get(path(first - 1)).statusCode()).isEqualTo(410);
      assertThat(node.get(path(first - 1), SLOW).statusCode()).isEqualTo(410);
    }
  }
}
