package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.util.List;
import java.util.Optional;

/**
 * Reads the duration of an access unit from the configuration box of an audio sample entry: {@code
 * esds} (ISO/IEC 14496-14, 6.7), {@code dac3} and {@code dec3} (ETSI TS 102 366, annex F), {@code
 * dOps} (Opus in ISOBMFF, 4.3.2), {@code dfLa} (FLAC in ISOBMFF, 3.3.2). The result is empty if the
 * box does not state it.
 */
final class AudioSetupReader {
  private static final int DAC3 = FourCc.of("dac3");
  private static final int DEC3 = FourCc.of("dec3");
  private static final int DOPS = FourCc.of("dOps");
  private static final int DFLA = FourCc.of("dfLa");

  /** Six blocks of 256, the content of one sample of AC-3 and, by annex F, of E-AC-3. */
  private static final int AC3_FRAME = 1536;

  /** Rates by fscod (ETSI TS 102 366, 4.4.1.3), Hz; 3 states none. */
  private static final int[] AC3_RATES = {48_000, 44_100, 32_000, 0};

  private static final int OPUS_RATE = 48_000;

  /**
   * Half milliseconds (RFC 6716, 2.1.4 and 3.2.5): frames of 2.5 to 60 ms, packets of up to 120 ms.
   */
  private static final List<Integer> OPUS_LEGAL = List.of(5, 10, 20, 40, 80, 120, 160, 200, 240);

  /** 20 ms, which RFC 7587 calls the default, unless the samples have another legal length. */
  private static final int OPUS_FRAME = 960;

  // Object types of ISO/IEC 14496-1, table 5.
  private static final int MPEG2_LAYER_3 = 0x69;
  private static final int MPEG1_LAYER_3 = 0x6b;

  private AudioSetupReader() {}

  /**
   * @param entryRate sampling rate of the sample entry, Hz; 0 if it states none
   */
  static Optional<AudioSetup> read(BoxCursor box, int entryRate) {
    int type = box.type();
    Optional<AudioSetup> setup = Optional.empty();
    if (type == FourCc.ESDS) {
      setup = ElementaryStream.read(box).flatMap(stream -> stream(box, stream, entryRate));
    } else if (type == DAC3) {
      setup = ac3(box.fields().u8() >>> 6, entryRate);
    } else if (type == DEC3) {
      BoxFields fields = box.fields();
      fields.skip(2); // data_rate, num_ind_sub
      setup = ac3(fields.u8() >>> 6, entryRate);
    } else if (type == DOPS) {
      setup = opus(box.fields());
    } else if (type == DFLA) {
      setup = flac(box.fields());
    }
    return setup.filter(s -> s.frameRate() >= 1 && s.frameRate() <= AudioSetup.MAX_RATE);
  }

  private static Optional<AudioSetup> stream(
      BoxCursor esds, ElementaryStream stream, int entryRate) {
    int object = stream.objectType();
    if (object == MPEG1_LAYER_3 || object == MPEG2_LAYER_3) {
      // ISO/IEC 13818-3, 2.4.2.3: half a frame at the low sampling frequencies.
      int frame = entryRate < 32_000 ? 576 : 1152;
      return Optional.of(AudioSetup.constant(frame, entryRate, List.of(entryRate)));
    }
    return stream.isAac() ? AudioSpecificConfig.read(stream.specificInfo(esds)) : Optional.empty();
  }

  private static Optional<AudioSetup> ac3(int fscod, int entryRate) {
    int rate = AC3_RATES[fscod] == 0 ? entryRate : AC3_RATES[fscod];
    return Optional.of(AudioSetup.constant(AC3_FRAME, rate, List.of(rate)));
  }

  private static Optional<AudioSetup> opus(BoxFields dops) {
    dops.skip(4); // Version, OutputChannelCount, PreSkip
    long input = dops.u32();
    int named = input >= 1 && input <= AudioSetup.MAX_RATE ? (int) input : OPUS_RATE;
    return Optional.of(
        new AudioSetup(OPUS_FRAME, OPUS_RATE, List.of(OPUS_RATE, named), OPUS_LEGAL));
  }

  /**
   * Reads STREAMINFO, which comes first (RFC 9639, 8.2). Equal bounds of the block size mean a
   * constant block size.
   */
  private static Optional<AudioSetup> flac(BoxFields dfla) {
    dfla.skip(8); // version and flags, METADATA_BLOCK_HEADER
    int smallest = dfla.u16();
    int largest = dfla.u16();
    dfla.skip(6); // frame sizes
    int rate = (int) (dfla.u32() >>> 12);
    return dfla.ok()
        ? Optional.of(AudioSetup.constant(smallest == largest ? largest : 0, rate, List.of(rate)))
        : Optional.empty();
  }
}
