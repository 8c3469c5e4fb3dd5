package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u16;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.media.bytes.InitBytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Init segments that can be read but with which no decoder can be set up: Chromium refuses each.
 */
class DecoderRequirementsTest {
  private static final byte[] AVCC = InitBytes.configuration("avc1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "avc1", "avc3", "hvc1", "hev1", "av01", "vp09", "mp4a", "Opus", "fLaC", "ac-3", "ec-3"
      })
  void eachCodecNeedsItsConfiguration(String entry) {
    boolean video = "avc1 avc3 hvc1 hev1 av01 vp09".contains(entry);
    byte[] bare = video ? InitBytes.video(entry) : InitBytes.audio(entry);

    assertThat(reason(init(video ? "vide" : "soun", bare))).contains("no-decoder-configuration");
  }

  @Test
  void whatIsWholeIsTaken() {
    assertThat(reason(video("avc1", AVCC))).isEmpty();
    assertThat(reason(video("avc3", box("avcC", bytes("0164001fffe000"))))).isEmpty();
    assertThat(reason(video("vp09", fullBox("vpcC", 1, 0, zeros(8))))).isEmpty();
    assertThat(reason(audio(InitBytes.elementaryStream(0x6b)))).as("MP3").isEmpty();
    assertThat(reason(audio(InitBytes.elementaryStream(0x40, 0x13, 0x10, 0x56, 0xe5, 0x98))))
        .as("HE-AAC, signalled backward-compatibly")
        .isEmpty();
    assertThat(reason(init("vide", InitBytes.video("abcd")))).as("not known").isEmpty();
  }

  /**
   * The bytes of an {@code avcC} box: empty, without a set of one kind or the other, truncated, of
   * version 2.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0164001fffe000",
        "0164001fffe1000467640 01f00",
        "0164001fffe0010004 68ee3c80",
        "0164001fffe1004067",
        "0264001fffe10004 6764001f 010004 68ee3c80"
      })
  void anAvcConfigurationHasParameterSets(String configuration) {
    assertThat(reason(video("avc1", box("avcC", bytes(configuration)))))
        .contains("decoder-configuration");
  }

  @Test
  void anHevcConfigurationHoldsWhatItAnnounces() {
    byte[] none = join(new byte[] {1}, zeros(21), new byte[] {0});
    byte[] cut = join(new byte[] {1}, zeros(21), new byte[] {1, 32, 0, 1, 0, 9});

    assertThat(reason(video("hev1", box("hvcC", none)))).isEmpty();
    assertThat(reason(video("hvc1", box("hvcC", cut)))).contains("decoder-configuration");
    assertThat(reason(video("hvc1", box("hvcC", zeros(20))))).contains("decoder-configuration");
  }

  /** Empty, one byte, no object type, a reserved sampling rate. */
  @ParameterizedTest
  @ValueSource(strings = {"", "11", "0190", "1790"})
  void anAacConfigurationCanBeRead(String specific) {
    byte[] info = bytes(specific);
    int[] values = new int[info.length];
    Arrays.setAll(values, i -> info[i] & 0xff);

    assertThat(reason(audio(InitBytes.elementaryStream(0x40, values))))
        .contains("decoder-configuration");
    assertThat(reason(audio(fullBox("esds", 0, 0, ascii("junkjunk")))))
        .contains("decoder-configuration");
  }

  @Test
  void aPictureHasAResolution() {
    byte[] entry = box("avc1", zeros(24), u16(640), u16(0), zeros(50), AVCC);

    assertThat(reason(init("vide", entry))).contains("no-resolution");
  }

  /** Without one of these fields a player does not know which key to request. */
  @ParameterizedTest
  @CsvSource({
    "true, true, true, ",
    "false, true, true, x",
    "true, false, true, x",
    "true, true, false, x"
  })
  void whatIsEncryptedSaysHow(boolean format, boolean scheme, boolean key, String bad) {
    byte[] sinf =
        box(
            "sinf",
            format ? box("frma", ascii("avc1")) : zeros(0),
            scheme ? fullBox("schm", 0, 0, ascii("cbcs"), u32(0x10000)) : zeros(0),
            key ? box("schi", fullBox("tenc", 1, 0, zeros(20))) : box("schi"));

    assertThat(reason(video("encv", AVCC, sinf)))
        .isEqualTo(bad == null ? Optional.empty() : Optional.of("no-protection"));
  }

  @Test
  void anEditListHoldsAsManyEditsAsItSays() {
    byte[] one = join(u32(0), u32(0), u32(0x10000));
    byte[] edits = box("edts", fullBox("elst", 0, 0, u32(2), one));
    byte[] trak = InitBytes.track(1, 12800, "vide", "avc1", edits);

    assertThat(reason(init(trak, InitBytes.trex(1, 0, 0, 0)))).contains("box-fields");
  }

  @Test
  void theDefaultsNameASampleDescription() {
    byte[] trex = fullBox("trex", 0, 0, u32(1), u32(0), zeros(12));
    byte[] trak = InitBytes.track(1, 12800, "vide", "avc1");

    assertThat(reason(init(trak, trex))).contains("no-description-index");
  }

  @Test
  void aMovieHasAHeader() {
    byte[] trak = InitBytes.track(1, 12800, "vide", "avc1");
    byte[] moov = box("moov", trak, InitBytes.extension(InitBytes.trex(1, 0, 0, 0)));

    assertThat(reason(join(InitBytes.fileType(), moov))).contains("no-mvhd");
  }

  /** An unknown code differs from the declared one, and so does MP3 from AAC. */
  @ParameterizedTest
  @CsvSource({"abcd, avc1.64001f", "avc1, hvc1.1.6.L93.B0", "encv, avc1.64001f"})
  void anotherCodeThanDeclaredIsAMismatch(String entry, String declared) {
    byte[] bytes =
        entry.equals("encv")
            ? video("encv", box("hvcC", join(new byte[] {1}, zeros(22))), protectedHevc())
            : init("vide", InitBytes.video(entry, AVCC));

    assertThat(mismatch(bytes, ContentType.VIDEO, declared)).contains("codec");
  }

  private static byte[] protectedHevc() {
    return box(
        "sinf",
        box("frma", ascii("hvc1")),
        fullBox("schm", 0, 0, ascii("cbcs"), u32(0x10000)),
        box("schi", fullBox("tenc", 1, 0, zeros(20))));
  }

  @ParameterizedTest
  @CsvSource({"64, 0", "107, 1", "103, 1", "165, 1"})
  void theObjectTypeOfAudioCounts(int objectType, int mismatches) {
    byte[] bytes = audio(InitBytes.elementaryStream(objectType, 0x11, 0x90));

    assertThat(mismatch(bytes, ContentType.AUDIO, "mp4a.40.2").stream()).hasSize(mismatches);
    assertThat(mismatch(bytes, ContentType.AUDIO, "mp4a.6b")).as("not judged").isEmpty();
  }

  @Test
  void tracksThatAreNotDeclaredAreAMismatch() {
    byte[] video = InitBytes.track(1, 12800, "vide", "avc1");
    byte[] audio = InitBytes.track(2, 48000, "soun", "mp4a");
    byte[] second = InitBytes.track(2, 12800, "vide", "avc1");
    byte[] text = InitBytes.track(2, 1000, "text", "wvtt");
    byte[] defaults = join(InitBytes.trex(1, 0, 0, 0), InitBytes.trex(2, 0, 0, 0));

    byte[] muxed = init(join(video, audio), defaults);
    assertThat(mismatch(muxed, ContentType.VIDEO, "avc1.64001f")).contains("codec");
    assertThat(mismatch(muxed, ContentType.VIDEO, "avc1.64001f,mp4a.40.2")).isEmpty();
    assertThat(mismatch(init(join(video, second), defaults), ContentType.VIDEO, "avc1.64001f"))
        .contains("tracks");
    assertThat(mismatch(init(join(video, text), defaults), ContentType.VIDEO, "avc1.64001f"))
        .as("players pass over text")
        .isEmpty();
  }

  private static byte[] video(String entry, byte[]... inside) {
    return init("vide", InitBytes.video(entry, inside));
  }

  private static byte[] audio(byte[]... inside) {
    return init("soun", InitBytes.audio("mp4a", inside));
  }

  private static byte[] init(String handler, byte[] entry) {
    byte[] description = fullBox("stsd", 0, 0, u32(1), entry);
    byte[] trak =
        box(
            "trak",
            fullBox("tkhd", 0, 3, zeros(8), u32(1), zeros(68)),
            box(
                "mdia",
                fullBox("mdhd", 0, 0, zeros(8), u32(12800), zeros(8)),
                InitBytes.handler(handler),
                box("minf", box("stbl", description))));
    return init(trak, InitBytes.trex(1, 0, 0, 0));
  }

  private static byte[] init(byte[] traks, byte[] defaults) {
    return join(
        InitBytes.fileType(),
        box("moov", InitBytes.movieHeader(), traks, InitBytes.extension(defaults)));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static Optional<Object> reason(byte[] init) {
    List<Defect> defects = new InitInspector().inspect(init).defects();
    return defects.stream().map(d -> d.parameters().get("reason")).findFirst();
  }

  private static Optional<Object> mismatch(byte[] init, ContentType type, String codecs) {
    List<Defect> defects =
        new InitInspector()
            .inspect(
                init,
                InspectionFixture.EVENT,
                InspectionFixture.representation(type, codecs, Optional.empty(), Optional.empty()))
            .defects();
    return defects.stream().map(d -> d.parameters().get("reason")).findFirst();
  }
}
