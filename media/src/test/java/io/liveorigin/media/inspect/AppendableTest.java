package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.inspect.InspectionFixture.VIDEO_INIT;
import static io.liveorigin.media.inspect.InspectionFixture.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.media.bytes.FragmentBytes;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Segments that Chromium's SourceBuffer refuses to append, even if the specification allows them.
 */
class AppendableTest {
  private static final long NUMBER = 880_000_000L;
  private static final long TIME = NUMBER * 25600;
  private static final SegmentBytes GOOD = SegmentBytes.video(TIME);
  private static final int SIZE = GOOD.sampleSize();

  /** Each segment was appended to a SourceBuffer of video, before a good segment and after it. */
  @ParameterizedTest
  @ValueSource(strings = {"abcd", "imda", "wide", "iods", "trak", "trun", "leva", "idat", "etyp"})
  void aBoxThatMayNotStandThereIsNotPassedOver(String type) {
    byte[] odd = box(type, zeros(32));

    assertThat(reasons(join(odd, GOOD.bytes()))).containsExactly("unknown-box");
    assertThat(reasons(join(GOOD.bytes(), odd))).containsExactly("unknown-box");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"free", "skip", "meta", "meco", "mfra", "pdin", "bloc", "uuid", "ssix", "sidx"})
  void aBoxThatMayStandThereIsPassedOver(String type) {
    byte[] odd = box(type, zeros(32));

    assertThat(reasons(join(odd, GOOD.bytes()))).isEmpty();
    assertThat(reasons(join(GOOD.bytes(), odd))).isEmpty();
  }

  /** An init segment before the media sets a player up anew. */
  @Test
  void anInitSegmentInsideMustBeReadable() {
    assertThat(reasons(join(InitBytes.video(), GOOD.fragment()))).isEmpty();
    assertThat(reasons(join(box("moov", zeros(32)), GOOD.fragment()))).hasSize(1);
  }

  /** Browsers count a later run without data_offset from the start of moof. */
  @ParameterizedTest
  @CsvSource({"1, 2, no-data-offset", "2, 3, no-data-offset", "5, 2, no-data-offset", "3, 1, "})
  void everyRunSaysWhereItsDataAre(int fragments, int runs, String reason) {
    List<FragmentBytes> all = FragmentBytes.video(TIME, 50, fragments);
    all.forEach(fragment -> fragment.runs = runs);
    all.get(all.size() - 1).everyRunSaysWhere = false;

    assertThat(reasons(FragmentBytes.bytes(all)))
        .isEqualTo(reason == null ? List.of() : List.of(reason));
  }

  /** Browsers sort runs by the order of their data. */
  @ParameterizedTest
  @CsvSource({"0, 25, ", "25, 0, run-order", "0, 0, run-order", "0, 24, run-order"})
  void theDataOfRunsAreInTheOrderOfTheRuns(int first, int second, String reason) {
    SegmentBytes half = GOOD.withDurations(SegmentBytes.repeat(512, 25));
    int data = moof(half, 0, 0).length + 8;
    byte[] bytes =
        join(moof(half, data + first * SIZE, data + second * SIZE), box("mdat", zeros(50 * SIZE)));

    assertThat(reasons(bytes)).isEqualTo(reason == null ? List.of() : List.of(reason));
  }

  private static byte[] moof(SegmentBytes half, int first, int second) {
    return SegmentBytes.moof(half.tfhd(), half.tfdt(), half.trun(first), half.trun(second));
  }

  /** Some readers interpret it as a time of 32 bits, others as one of 64. */
  @ParameterizedTest
  @ValueSource(ints = {2, 255})
  void aDecodeTimeOfAnUnknownVersionIsNoTime(int version) {
    FragmentBytes fragment = FragmentBytes.video(TIME, 50, 1).get(0);
    fragment.tfdtVersion = version;

    assertThat(reasons(fragment.bytes())).containsExactly("box-fields");
  }

  /** A player waits for the media of both tracks. */
  @Test
  void theMediaOfEachTrackOfTheInitSegmentMustBeThere() {
    InitFacts both =
        InspectionFixture.init(
            join(
                InitBytes.fileType(),
                box(
                    "moov",
                    InitBytes.movieHeader(),
                    InitBytes.track(1, 12800, "vide", "avc1"),
                    InitBytes.track(2, 48000, "soun", "mp4a"),
                    InitBytes.track(3, 1000, "text", "wvtt"),
                    InitBytes.extension(
                        InitBytes.trex(1, 0, 0, 0),
                        InitBytes.trex(2, 0, 0, 0),
                        InitBytes.trex(3, 0, 0, 0)))));
    FragmentBytes audio = new FragmentBytes(NUMBER * 96000, SegmentBytes.repeat(1024, 94));
    audio.trackId = 2;

    assertThat(reasons(GOOD.bytes(), both)).containsExactly("missing-track");
    assertThat(reasons(join(GOOD.bytes(), audio.bytes()), both)).isEmpty();
  }

  @Test
  void anotherBoxInsideOfMoofIsPassedOver() {
    byte[] moof = box("moof", fullBox("mfhd", 0, 0, u32(1)), box("abcd", zeros(4)), traf(0));
    byte[] bytes =
        join(
            box(
                "moof",
                fullBox("mfhd", 0, 0, u32(1)),
                box("abcd", zeros(4)),
                traf(moof.length + 8)),
            GOOD.mdat());

    assertThat(reasons(bytes)).isEmpty();
  }

  private static byte[] traf(int dataOffset) {
    return box("traf", GOOD.tfhd(), GOOD.tfdt(), GOOD.trun(dataOffset));
  }

  private static List<Object> reasons(byte[] bytes) {
    return reasons(bytes, VIDEO_INIT);
  }

  private static List<Object> reasons(byte[] bytes, InitFacts init) {
    return inspect(bytes, Optional.of(init), NUMBER).defects().stream()
        .map(d -> d.parameters().get("reason"))
        .toList();
  }
}
