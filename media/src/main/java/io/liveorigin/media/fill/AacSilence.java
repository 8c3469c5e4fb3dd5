package io.liveorigin.media.fill;

import io.liveorigin.media.box.BitFields;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.inspect.ElementaryStream;
import java.util.HexFormat;
import java.util.List;

/**
 * A raw_data_block of AAC-LC without spectrum (ISO/IEC 14496-3, 4.4.2.1). It serves for HE-AAC as
 * well: it has no data for band replication and parametric stereo, so a decoder has only its core,
 * which is silent. Pure.
 */
final class AacSilence {
  /** Frames by channelConfiguration (1.6.3.5), from 1 on. */
  private static final List<String> FRAMES =
      List.of(
          "00c800802380",
          "210049900219002380",
          "00c8008020840126400864008e",
          "00c800802084012640086400802c80080238",
          "00c800802084012640086400823004990021900238",
          "00c800802084012640086400823004990021900200b2002008e0");

  // Audio object types (1.5.1.1).
  private static final int LC = 2;
  private static final int SBR = 5;
  private static final int PS = 29;

  // Object types of ISO/IEC 14496-1, table 5.
  private static final int MPEG4_AUDIO = 0x40;
  private static final int MPEG2_LC = 0x67;

  /** samplingFrequencyIndex: the rate follows in 24 bits. */
  private static final int EXPLICIT = 15;

  /** Rates by samplingFrequencyIndex (1.6.3.4), Hz; other indices are reserved. */
  private static final int[] RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };

  private AacSilence() {}

  static Silence.Frame frame(BoxCursor esds, long timescale) {
    ElementaryStream stream =
        ElementaryStream.read(esds)
            .orElseThrow(
                () -> NoFillerException.because("the esds of the init segment cannot be read"));
    boolean aac = stream.objectType() == MPEG4_AUDIO || stream.objectType() == MPEG2_LC;
    NoFillerException.unless(aac, "there are no fillers for MPEG audio other than AAC");
    BitFields bits = stream.specificInfo(esds);
    int type = bits.bits(5);
    int rate = rate(bits);
    int channels = bits.bits(4);
    if (type == SBR || type == PS) {
      rate(bits);
      type = bits.bits(5);
    }
    boolean shorter = bits.bits(1) == 1;
    NoFillerException.unless(
        bits.ok() && type == LC && rate > 0,
        "there are no fillers for AAC other than LC, HE and HE v2");
    NoFillerException.unless(
        channels >= 1 && channels <= FRAMES.size(),
        "there are no fillers for AAC with channel configuration " + channels);
    return new Silence.Frame(
        HexFormat.of().parseHex(FRAMES.get(channels - 1)),
        Fraction.of(shorter ? 960 : 1024, rate).times(Fraction.of(timescale)));
  }

  /** Reads a sampling rate, Hz; 0 if its index is reserved. */
  private static int rate(BitFields bits) {
    int index = bits.bits(4);
    if (index == EXPLICIT) {
      return bits.bits(24);
    }
    return index < RATES.length ? RATES[index] : 0;
  }
}
