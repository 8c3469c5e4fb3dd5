package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BitFields;
import java.util.List;
import java.util.Optional;

/**
 * Reads the duration of an access unit of MPEG-4 audio from AudioSpecificConfig (ISO/IEC 14496-3,
 * 1.6.2.1 and table 4.68; UsacConfig: ISO/IEC 23003-3, 5.2).
 */
final class AudioSpecificConfig {
  /** Rates by samplingFrequencyIndex (1.6.3.4), Hz; other indices are reserved. */
  private static final int[] RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };

  /** Rates by usacSamplingFrequencyIndex from 0x11 on, Hz (ISO/IEC 23003-3, table 67). */
  private static final int[] USAC_RATES = {
    57_600, 51_200, 40_000, 38_400, 34_150, 28_800, 25_600, 20_000, 19_200, 17_075, 14_400, 12_800,
    9_600
  };

  /** outputFrameLength by coreSbrFrameLengthIndex (ISO/IEC 23003-3, table 70). */
  private static final int[] USAC_FRAMES = {768, 1024, 2048, 2048, 4096};

  private static final int EXPLICIT = 15;
  private static final int USAC_EXPLICIT = 31;
  private static final int ESCAPE = 31;

  // Audio object types (1.5.1.1).
  private static final int SBR = 5;
  private static final int LOW_DELAY = 23;
  private static final int PS = 29;
  private static final int ENHANCED_LOW_DELAY = 39;
  private static final int USAC = 42;

  /**
   * Implicit signalling (1.6.5): a core of at most this rate may have an output of twice its rate.
   */
  private static final int MAY_HAVE_SBR = 24_000;

  private AudioSpecificConfig() {}

  /**
   * Reads the set-up; empty if it cannot be read. An object type without a known frame length has 0
   * {@code frameSamples}.
   */
  static Optional<AudioSetup> read(BitFields bits) {
    int type = objectType(bits);
    int rate = rate(bits);
    bits.bits(4); // channelConfiguration
    int output = rate;
    if (type == SBR || type == PS) {
      output = rate(bits);
      type = objectType(bits);
    } else if (rate <= MAY_HAVE_SBR) {
      output = 2 * rate;
    }
    if (type == USAC) {
      return usac(bits);
    }
    int frame = frameSamples(type, bits.bits(1) == 1);
    return bits.ok() && rate > 0 && type > 0
        ? Optional.of(AudioSetup.constant(frame, rate, List.of(rate, output)))
        : Optional.empty();
  }

  /** Returns the samples of a frame by frameLengthFlag; 0 if the type has no such flag. */
  private static int frameSamples(int type, boolean shorter) {
    return switch (type) {
      case 1, 2, 3, 4, 6, 7, 17, 19, 20, 22 -> shorter ? 960 : 1024;
      case LOW_DELAY, ENHANCED_LOW_DELAY -> shorter ? 480 : 512;
      default -> 0;
    };
  }

  private static Optional<AudioSetup> usac(BitFields bits) {
    int index = bits.bits(5);
    int rate = 0;
    if (index == USAC_EXPLICIT) {
      rate = bits.bits(24);
    } else if (index < RATES.length) {
      rate = RATES[index];
    } else if (index >= 0x11 && index - 0x11 < USAC_RATES.length) {
      rate = USAC_RATES[index - 0x11];
    }
    int length = bits.bits(3);
    return bits.ok() && rate > 0 && length < USAC_FRAMES.length
        ? Optional.of(AudioSetup.constant(USAC_FRAMES[length], rate, List.of(rate)))
        : Optional.empty();
  }

  private static int objectType(BitFields bits) {
    int type = bits.bits(5);
    return type == ESCAPE ? 32 + bits.bits(6) : type;
  }

  /** Reads a sampling rate, Hz; 0 if the index is reserved. */
  private static int rate(BitFields bits) {
    int index = bits.bits(4);
    if (index == EXPLICIT) {
      return bits.bits(24);
    }
    return index < RATES.length ? RATES[index] : 0;
  }
}
