package io.liveorigin.media.fill;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.fill.FillFixture.NUMBER;
import static io.liveorigin.media.fill.FillFixture.TWO_SECONDS;
import static io.liveorigin.media.fill.FillFixture.bytes;
import static io.liveorigin.media.fill.FillFixture.hex;
import static io.liveorigin.media.fill.FillFixture.order;
import static io.liveorigin.media.fill.FillFixture.segment;
import static io.liveorigin.media.fill.FillFixture.sounds;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.segment.Digest;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The bytes of fillers never change. A change that affects one of these digests must raise {@link
 * FillerMaker#VERSION}, and must keep the earlier function for the decisions that were made with
 * it.
 */
class FillerBytesTest {
  private static final Map<String, String> VERSION_1 =
      new TreeMap<>(
          Map.of(
              "aac", "de668159dc3bf7cc",
              "ac3", "5a1d33785cde9066",
              "avc", "ad33b02d7785d5d9",
              "eac3", "9ef739825799e936",
              "opus", "4580b1f7f1ec3a46",
              "stpp", "d3c1081bd7780731",
              "wvtt", "d650062faab256d4"));

  @Test
  void areThoseOfTheVersion() {
    assertThat(FillerMaker.VERSION).isEqualTo(1);
    Map<String, String> made = new TreeMap<>();
    made.put("avc", video());
    made.put("aac", audio(FillFixture.aac(48_000), 1024, hex("2111")));
    made.put("ac3", audio("ac-3", box("dac3", zeros(3)), 1536, of(768, "0b77 0000 14404360")));
    byte[] dec3 = box("dec3", hex("0c00200400"));
    made.put("eac3", audio("ec-3", dec3, 1536, of(768, "0b77 017f 3486c0")));
    byte[] dops = box("dOps", hex("00 02 0138 0000bb80 0000 00"));
    made.put("opus", audio("Opus", dops, 960, hex("fc12")));
    made.put("stpp", text("stpp"));
    made.put("wvtt", text("wvtt"));
    assertThat(made).isEqualTo(VERSION_1);
  }

  private static byte[] of(int size, String start) {
    return Arrays.copyOf(hex(start), size);
  }

  private static String video() {
    byte[] source = segment((NUMBER - 1) * 180_000 - 7200, FillFixture.frames(50, 3600));
    return digest(order(FillFixture.avc(90_000), source, NUMBER, TWO_SECONDS, ContentType.VIDEO));
  }

  private static String audio(String entry, byte[] setup, int frame, byte[] sound) {
    byte[] init = FillFixture.init(48_000, "soun", FillFixture.audio(entry, 48_000, setup));
    return audio(init, frame, sound);
  }

  private static String audio(byte[] init, int frame, byte[] sound) {
    byte[] source = segment((NUMBER - 1) * 96_000, sounds(96_000 / frame, frame, sound));
    return digest(order(init, source, NUMBER, TWO_SECONDS, ContentType.AUDIO));
  }

  private static String text(String entry) {
    byte[] init = FillFixture.text(1000, entry);
    byte[] source = segment((NUMBER - 1) * 2000, sounds(1, 2000, hex("00")));
    return digest(order(init, source, NUMBER, TWO_SECONDS, ContentType.TEXT));
  }

  private static String digest(FillerMaker.Order order) {
    byte[] both =
        join(bytes(FillerMaker.make(order)), bytes(FillerMaker.make(FillFixture.later(order, 1))));
    return Digest.of(both).hex().substring(0, 16);
  }
}
