package io.liveorigin.kafka.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.error.OriginException;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records as any client may write them: a topic, a key and headers, one on each line. A record that
 * is read is written again unchanged; one that is refused is refused with {@link OriginException}
 * and no other exception.
 */
class SegmentRecordFuzzTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  static Stream<byte[]> records() {
    String facts = "facts=segment;fragments=1;brands=\"msdh\"\ndefects=\nschema=1";
    return Stream.of(
            "segments.a\nt/e/v0\nnumber=7\ncontent-type=video/mp4\ndigest=" + DIGEST + "\n" + facts,
            "inits.a\nt/e/v0#"
                + DIGEST
                + "\ncontent-type=video/mp4\ndigest="
                + DIGEST
                + "\n"
                + facts,
            "segments.a\nt/e\nnumber=-1\nnumber=99999999999999999999")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("records")
  @FuzzTest
  void read(byte[] bytes) {
    String[] lines = new String(bytes, ISO_8859_1).split("\n", -1);
    String topic = lines[0].startsWith("inits.") ? lines[0] : "segments.a";
    String key = lines.length < 2 ? null : lines[1];
    RecordHeaders headers = new RecordHeaders();
    for (int i = 2; i < lines.length; i++) {
      int equals = lines[i].indexOf('=');
      if (equals < 0) {
        headers.add(lines[i], null);
      } else {
        headers.add(
            lines[i].substring(0, equals), lines[i].substring(equals + 1).getBytes(ISO_8859_1));
      }
    }
    SegmentRecord.addressOf(key, headers);
    try {
      SegmentRecord record = SegmentRecord.read(topic, key, headers);
      SegmentRecord again = SegmentRecord.read(topic, record.key(), record.headers());
      if (!again.equals(record)) {
        throw new AssertionError("changed on the wire: " + record + " and " + again);
      }
    } catch (OriginException e) {
      if (e.getMessage().isEmpty()) {
        throw new AssertionError("refused without a word", e);
      }
    }
  }
}
