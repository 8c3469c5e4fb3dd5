package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.bytes.InitBytes.extension;
import static io.liveorigin.media.bytes.InitBytes.fileType;
import static io.liveorigin.media.bytes.InitBytes.handler;
import static io.liveorigin.media.bytes.InitBytes.movieHeader;
import static io.liveorigin.media.bytes.InitBytes.sampleDescription;
import static io.liveorigin.media.bytes.InitBytes.track;
import static io.liveorigin.media.bytes.InitBytes.trex;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.media.bytes.InitBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitInspectorTest {
  private final InitInspector inspector = new InitInspector();

  @Test
  void readsTracksAndTheirDefaults() {
    InitInspection inspection = inspector.inspect(InitBytes.video());

    assertThat(inspection.defects()).isEmpty();
    InitFacts facts = inspection.facts().orElseThrow();
    assertThat(facts.brands()).containsExactly("iso6", "cmfc");
    assertThat(bare(facts)).containsExactly(new InitTrack(1, 12800, "vide", "avc1", 512, 0, 0));
  }

  @Test
  void readsSeveralTracksAndTheirDefaultsInEitherOrder() {
    byte[] bytes =
        join(
            fileType(),
            box(
                "moov",
                movieHeader(),
                extension(trex(2, 1024, 7, 0x10000), trex(1, 512, 0, 0)),
                track(1, 12800, "vide", "avc1"),
                track(2, 48000, "soun", "mp4a")));

    InitFacts facts = inspector.inspect(bytes).facts().orElseThrow();

    assertThat(bare(facts))
        .containsExactly(
            new InitTrack(1, 12800, "vide", "avc1", 512, 0, 0),
            new InitTrack(2, 48000, "soun", "mp4a", 1024, 7, 0x10000));
    assertThat(facts.track(2)).map(InitTrack::handler).contains("soun");
    assertThat(facts.track(3)).isEmpty();
  }

  @Test
  void readsHeadersOfVersionOne() {
    byte[] trak =
        box(
            "trak",
            fullBox("tkhd", 1, 3, zeros(16), u32(9), zeros(72)),
            box(
                "mdia",
                fullBox("mdhd", 1, 0, zeros(16), u32(90_000), zeros(12)),
                handler("vide"),
                box("minf", box("stbl", sampleDescription("avc1")))));
    byte[] bytes = join(fileType(), box("moov", movieHeader(), trak, extension(trex(9, 0, 0, 0))));

    assertThat(bare(inspector.inspect(bytes).facts().orElseThrow()))
        .containsExactly(new InitTrack(9, 90_000, "vide", "avc1", 0, 0, 0));
  }

  @Test
  void namesWhatIsMissing() {
    byte[] trak = track(1, 12800, "vide", "avc1");
    byte[] mvex = extension(trex(1, 0, 0, 0));

    assertReason("no-ftyp", box("moov", movieHeader(), trak, mvex));
    assertReason("no-moov", fileType());
    assertReason("no-moov", new byte[0], fileType());
    assertReason("no-ftyp", new byte[0]);
    assertReason("no-trak", fileType(), box("moov", movieHeader(), mvex));
    assertReason("no-mvex", fileType(), box("moov", movieHeader(), trak));
    assertReason(
        "no-trex", fileType(), box("moov", movieHeader(), trak, extension(trex(2, 0, 0, 0))));
    assertReason("same-track-id", fileType(), box("moov", movieHeader(), trak, trak, mvex));
    assertReason(
        "no-timescale", fileType(), box("moov", movieHeader(), track(1, 0, "vide", "avc1"), mvex));
    assertReason(
        "no-track-id",
        fileType(),
        box("moov", movieHeader(), track(0, 12800, "vide", "avc1"), extension(trex(0, 0, 0, 0))));
    assertReason(
        "no-handler",
        fileType(),
        box(
            "moov",
            movieHeader(),
            box(
                "trak",
                fullBox("tkhd", 0, 3, zeros(8), u32(1), zeros(68)),
                box(
                    "mdia",
                    fullBox("mdhd", 0, 0, zeros(8), u32(1000), zeros(8)),
                    box("minf", box("stbl", sampleDescription("avc1"))))),
            mvex));
    assertReason(
        "no-sample-entry",
        fileType(),
        box(
            "moov",
            movieHeader(),
            box(
                "trak",
                fullBox("tkhd", 0, 3, zeros(8), u32(1), zeros(68)),
                box("mdia", fullBox("mdhd", 0, 0, zeros(8), u32(1000), zeros(8)), handler("vide"))),
            mvex));
  }

  @Test
  void namesFieldsThatDoNotFit() {
    assertReason(
        "box-fields",
        fileType(),
        box(
            "moov",
            movieHeader(),
            track(1, 12800, "vide", "avc1"),
            extension(fullBox("trex", 0, 0, u32(1)))));
    assertReason("box-fields", box("ftyp", u32(1)));
    assertReason(
        "box-fields", fileType(), box("moov", box("trak", fullBox("tkhd", 0, 3, zeros(8)))));
    assertReason("box-size", fileType(), box("moov", u32(3), u32(3)));
  }

  @Test
  void boundsTheNumberOfTracks() {
    byte[] tracks =
        join(
            IntStream.rangeClosed(1, SegmentInspector.MAX_TRACKS + 1)
                .mapToObj(i -> track(i, 1000, "vide", "avc1"))
                .toArray(byte[][]::new));

    assertReason("too-many-tracks", fileType(), box("moov", movieHeader(), tracks, extension()));
  }

  @Test
  void aCutInitSegmentIsTruncated() {
    byte[] whole = InitBytes.video();

    InitInspection inspection = inspector.inspect(Arrays.copyOf(whole, whole.length - 10));

    assertThat(inspection.facts()).isEmpty();
    assertThat(inspection.defects())
        .first()
        .satisfies(
            defect -> {
              assertThat(defect.kind()).isEqualTo(DefectKind.TRUNCATED);
              assertThat(defect.parameters()).containsEntry("missing", 10L);
              assertThat(defect.source()).isEqualTo(DefectSource.INGEST);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html><body>502 Bad Gateway</body></html>", "#EXTM3U\n#EXT-X-VERSION:7"})
  void whatIsNoBoxAtAllIsMalformed(String text) {
    assertReason("unknown-box", text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void whatFollowsIsPassedOver() {
    byte[] bytes = join(InitBytes.video(), box("free", zeros(4)), box("meco"));

    assertThat(inspector.inspect(bytes).facts()).isPresent();
    assertReason("unknown-box", bytes, box("abcd"));
  }

  /** Returns the tracks without the sample entries, which have a test of their own. */
  private static List<InitTrack> bare(InitFacts facts) {
    return facts.tracks().stream()
        .map(
            t ->
                new InitTrack(
                    t.trackId(),
                    t.timescale(),
                    t.handler(),
                    t.sampleEntry(),
                    t.defaultSampleDuration(),
                    t.defaultSampleSize(),
                    t.defaultSampleFlags()))
        .toList();
  }

  private void assertReason(String reason, byte[]... parts) {
    InitInspection inspection = inspector.inspect(join(parts));
    assertThat(inspection.facts()).isEmpty();
    assertThat(inspection.defects()).extracting(Defect::kind).containsExactly(DefectKind.MALFORMED);
    assertThat(inspection.defects().get(0).parameters()).containsEntry("reason", reason);
  }
}
