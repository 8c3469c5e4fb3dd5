package io.liveorigin.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.support.Generators;
import io.liveorigin.contract.support.Samples;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefectRecordTest {
  private static final Digest DIGEST = Digest.of(new byte[] {1});

  private static DefectRecord record(SegmentAddress address, String pipeline, Defect defect) {
    return record(address, pipeline, DIGEST, defect, 1);
  }

  private static DefectRecord record(
      SegmentAddress address, String pipeline, Digest digest, Defect defect, long arrival) {
    Candidate candidate =
        new Candidate(
            pipeline,
            new RecordPosition("segments." + pipeline, 0, 0),
            digest,
            1,
            "video/mp4",
            arrival,
            Facts.NONE,
            List.of(defect));
    return DefectRecord.of(address, candidate, defect, 2);
  }

  private static Defect dropped(DefectSource source, long count) {
    return Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, source, Map.of("count", count));
  }

  @Test
  void ofAnInitSegmentThereIsNoNumber() {
    Defect mismatch =
        Defect.of(DefectKind.DECLARATION_MISMATCH, DefectSource.INGEST, Map.of("found", "1x1"));
    Candidate init =
        new Candidate(
            "a",
            new RecordPosition("inits.a", 0, 0),
            DIGEST,
            1,
            "video/mp4",
            7,
            Facts.NONE,
            List.of(mismatch));
    DefectRecord record =
        DefectRecord.ofInit(new InitAddress(Track.of("t", "e", "v")), init, mismatch);

    assertThat(record.number()).isEmpty();
    assertThat(record.mediaTime()).isEqualTo(7);
    assertThat(new String(record.toJson(), StandardCharsets.UTF_8)).doesNotContain("number");
    assertThat(DefectRecord.read(record.toJson())).isEqualTo(record);
  }

  /** Analysts count ids: a redelivery at another time is the same defect. */
  @Test
  void theIdDependsOnWhatIsWrongAndNotOnWhenItWasSeen() {
    DefectRecord first = record(Samples.SEGMENT, "a", dropped(DefectSource.INGEST, 12));
    DefectRecord again = record(Samples.SEGMENT, "a", DIGEST, dropped(DefectSource.INGEST, 12), 99);
    assertThat(again.id()).isEqualTo(first.id()).matches("[0-9a-f]{32}");
  }

  @Test
  void theOrderOfParametersDoesNotMatter() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("delta", -3003L);
    one.put("timescale", 90_000L);
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("timescale", 90_000L);
    other.put("delta", -3003L);
    Defect a = Defect.of(DefectKind.DECODE_TIME_MISMATCH, DefectSource.INGEST, one);
    Defect b = Defect.of(DefectKind.DECODE_TIME_MISMATCH, DefectSource.INGEST, other);
    assertThat(record(Samples.SEGMENT, "a", a)).isEqualTo(record(Samples.SEGMENT, "a", b));
    assertThat(record(Samples.SEGMENT, "a", a).toJson())
        .isEqualTo(record(Samples.SEGMENT, "a", b).toJson());
  }

  @Test
  void allElseMakesAnotherId() {
    SegmentAddress other = new SegmentAddress(Track.of("acme", "derby", "v1"), 895_000_000L);
    SegmentAddress next = new SegmentAddress(Samples.VIDEO, 895_000_001L);
    Defect defect = dropped(DefectSource.INGEST, 12);
    List<DefectRecord> records =
        List.of(
            record(Samples.SEGMENT, "a", defect),
            record(Samples.SEGMENT, "b", defect),
            record(other, "a", defect),
            record(next, "a", defect),
            record(Samples.SEGMENT, "a", dropped(DefectSource.PACKAGER, 12)),
            record(Samples.SEGMENT, "a", dropped(DefectSource.INGEST, 13)),
            record(
                Samples.SEGMENT,
                "a",
                Defect.of(DefectKind.LATE, DefectSource.INGEST, Map.of("count", 12L))),
            record(Samples.SEGMENT, "a", Digest.of(new byte[] {2}), defect, 1),
            DefectRecord.ofAbsence(Samples.SEGMENT, "a", defect, 1, 2));
    Set<String> ids = new HashSet<>();
    records.forEach(r -> ids.add(r.id()));
    assertThat(ids).hasSameSizeAs(records);
  }

  @Provide
  Arbitrary<Defect> defects() {
    return Generators.defects();
  }

  @Property(tries = 500)
  void readsWhatItWrites(@ForAll("defects") Defect defect) {
    DefectRecord record = record(Samples.SEGMENT, "a", defect);
    assertThat(DefectRecord.read(record.toJson())).isEqualTo(record);
    assertThat(record.kind()).isEqualTo(defect.name());
    assertThat(record.severity()).isEqualTo(defect.kind().severity());
    assertThat(record.source()).isEqualTo(defect.source().wire());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schema",
        "id",
        "tenant",
        "event",
        "representation",
        "pipeline",
        "kind",
        "parameters",
        "severity",
        "source",
        "eventTime",
        "mediaTime"
      })
  void aMissingKeyIsRefusedByName(String key) {
    ObjectNode json = (ObjectNode) Samples.tree(Samples.goldenLine("defect.json"));
    assertThat(json.remove(key)).isNotNull();
    assertThatThrownBy(() -> DefectRecord.read(Samples.bytes(json)))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(key);
  }
}
