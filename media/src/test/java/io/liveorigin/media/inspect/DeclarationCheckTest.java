package io.liveorigin.media.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An init segment that contradicts the event definition. */
class DeclarationCheckTest {
  private static final EventDefinition BY_TIME =
      InspectionFixture.event("$RepresentationID$-$Time$.m4s");

  private static Representation video(int width, int height, Optional<Long> timescale) {
    return representation(
        ContentType.VIDEO,
        "avc1.64001f",
        Optional.of(width),
        Optional.of(height),
        Optional.empty(),
        timescale);
  }

  private static Representation audio(int rate) {
    return representation(
        ContentType.AUDIO,
        "mp4a.40.2",
        Optional.empty(),
        Optional.empty(),
        Optional.of(rate),
        Optional.empty());
  }

  private static Representation representation(
      ContentType type,
      String codecs,
      Optional<Integer> width,
      Optional<Integer> height,
      Optional<Integer> rate,
      Optional<Long> timescale) {
    return new Representation(
        "v",
        type,
        codecs,
        1000,
        width,
        height,
        Optional.empty(),
        rate,
        Optional.empty(),
        Optional.empty(),
        timescale,
        List.of());
  }

  private static InitInspection inspect(
      String name, EventDefinition event, Representation declared) {
    return new InitInspector().inspect(RealInitTest.bytes(name), event, declared);
  }

  private static List<Defect> defects(String name, Representation declared) {
    return inspect(name, InspectionFixture.EVENT, declared).defects();
  }

  @Test
  void anotherResolution() {
    InitInspection found =
        inspect("avc1", InspectionFixture.EVENT, video(640, 360, Optional.empty()));

    assertThat(found.facts()).as("it can be read").isPresent();
    assertThat(found.defects()).extracting(Defect::name).containsExactly("declaration-mismatch");
    assertThat(found.defects().get(0).parameters())
        .isEqualTo(Map.of("attribute", "resolution", "found", "64x36", "declared", "640x360"));
    assertThat(found.defects().get(0).mediaAffecting()).isTrue();
    assertThat(found.defects().get(0).kind().playable()).isTrue();
  }

  /** 1080 rows are sometimes written as the 1088 of whole macroblocks. */
  @ParameterizedTest
  @CsvSource({"64, 36", "64, 40", "72, 36"})
  void thatResolution(int width, int height) {
    assertThat(defects("avc1", video(width, height, Optional.empty()))).isEmpty();
  }

  @Test
  void anotherSamplingRate() {
    assertThat(defects("mp4a", audio(48_000))).isEmpty();
    assertThat(defects("mp4a", audio(44_100)))
        .extracting(Defect::parameters)
        .containsExactly(
            Map.of("attribute", "audioSamplingRate", "found", "48000", "declared", "44100"));
  }

  /** The core of HE-AAC has half the rate of its output; an event may declare either. */
  @ParameterizedTest
  @CsvSource({"24000, true", "48000, true", "44100, false"})
  void eitherRateOfHeAac(int declared, boolean fine) {
    SampleEntry entry =
        new SampleEntry(
            "mp4a",
            "mp4a",
            0,
            0,
            2,
            24_000,
            Optional.empty(),
            "0123456789abcdef",
            0,
            Optional.of(AudioSetup.constant(1024, 24_000, List.of(24_000, 48_000))),
            "mp4a.40",
            false);
    InitFacts init =
        new InitFacts(
            List.of(new InitTrack(1, 48_000, "soun", "mp4a", 0, 0, 0, List.of(entry))), List.of());

    assertThat(
            DeclarationCheck.mismatches(init, audio(declared), false, DefectSource.INGEST)
                .isEmpty())
        .isEqualTo(fine);
  }

  @Test
  void theTimescaleCountsWhereUrlsHaveTimes() {
    Representation other = video(64, 36, Optional.of(90_000L));
    long own = InspectionFixture.init(RealInitTest.bytes("avc1")).tracks().get(0).timescale();

    assertThat(inspect("avc1", BY_TIME, other).defects())
        .extracting(d -> d.parameters().get("attribute"))
        .containsExactly("timescale");
    assertThat(inspect("avc1", BY_TIME, video(64, 36, Optional.of(own))).defects()).isEmpty();
    assertThat(defects("avc1", other)).as("URLs have numbers").isEmpty();
  }

  @Test
  void eachAttributeIsSaidAndAnotherCodecIsAllThatIsSaid() {
    assertThat(inspect("avc1", BY_TIME, video(640, 360, Optional.of(90_000L))).defects())
        .hasSize(2);
    Representation hevc =
        representation(
            ContentType.VIDEO,
            "hvc1.1.6.L93.B0",
            Optional.of(640),
            Optional.of(360),
            Optional.empty(),
            Optional.empty());
    assertThat(defects("avc1", hevc)).extracting(Defect::name).containsExactly("codec-mismatch");
  }
}
