package io.liveorigin.media.fill;

import io.liveorigin.media.box.BitFields;
import java.nio.ByteBuffer;

/**
 * A syncframe of AC-3 without mantissas (ETSI TS 102 366, 4.3 and 4.4). Rate, size, channels and
 * dialogue level are those of the source's last frame, so that a receiver notices no change. Pure.
 */
final class Ac3Silence {
  static final int SYNC_WORD = 0x0b77;
  static final int BLOCKS = 6;

  /** Samples in a frame of six blocks. */
  static final int SAMPLES = 1536;

  /** Sampling rates by fscod (4.4.1.3), Hz. */
  static final int[] RATES = {48_000, 44_100, 32_000};

  /** Bit rates by frmsizecod / 2 (table 4.13), kbit/s. */
  private static final int[] KILOBITS = {
    32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
  };

  /** The highest bsid that a decoder of AC-3 reads (4.4.2.1). */
  private static final int LAST_BSID = 8;

  /** Channels by acmod (4.4.2.3). */
  private static final int[] CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};

  static final int STEREO = 2;

  /** chexpstr: one exponent for four coefficients. */
  static final int D45 = 3;

  /** A group of exponents, which holds three differences (6.1.3): all are 0. */
  private static final int LEVEL = 62;

  /** With chbwcod 0 there are exponents for 73 coefficients: the first, and 6 groups of 12. */
  private static final int GROUPS = 6;

  private static final int LFE_GROUPS = 2;

  private Ac3Silence() {}

  static int channels(int acmod) {
    return CHANNELS[acmod];
  }

  static Silence.Frame frame(ByteBuffer source, long timescale) {
    BitFields in = new BitFields(source, 0, source.remaining());
    boolean synced = in.bits(16) == SYNC_WORD;
    in.bits(16); // crc1
    int fscod = in.bits(2);
    int frmsizecod = in.bits(6);
    int bsid = in.bits(5);
    NoFillerException.unless(
        in.ok() && synced && fscod < RATES.length && bsid <= LAST_BSID,
        "the last frame of its source is not an AC-3 frame");
    NoFillerException.unless(
        frmsizecod / 2 < KILOBITS.length && size(fscod, frmsizecod) == source.remaining(),
        "the last frame of its source does not have the size that it states");
    Ac3Bits out = new Ac3Bits(source.remaining());
    out.put(16, SYNC_WORD);
    out.put(16, 0);
    out.put(2, fscod);
    out.put(6, frmsizecod);
    out.put(5, bsid);
    information(in, out);
    int words = source.remaining() / 2;
    int start = 2 * ((words >> 1) + (words >> 3)); // 5/8 of the frame (6.1.7.2)
    NoFillerException.unless(
        out.position() <= 8 * start, "the frames of its source have no room for silence");
    out.checkStart(2, start);
    out.checkEnd(start);
    return new Silence.Frame(
        out.bytes(), Fraction.of(SAMPLES, RATES[fscod]).times(Fraction.of(timescale)));
  }

  /** Returns the size of a frame, bytes (table 4.13). */
  private static int size(int fscod, int frmsizecod) {
    int kilobits = KILOBITS[frmsizecod / 2];
    int words = (int) ((long) kilobits * SAMPLES * 1000 / 16 / RATES[fscod]);
    return 2 * (words + (fscod == 1 ? frmsizecod & 1 : 0));
  }

  /** Writes the rest of bsi (4.3.2) without its optional parts, and the blocks. */
  private static void information(BitFields in, Ac3Bits out) {
    int bsmod = in.bits(3);
    int acmod = in.bits(3);
    NoFillerException.unless(acmod != 0, "there are no fillers for two programmes in one stream");
    out.put(3, bsmod);
    out.put(3, acmod);
    boolean center = (acmod & 1) != 0 && acmod != 1;
    int levels = 2 * ((center ? 1 : 0) + ((acmod & 4) != 0 ? 1 : 0) + (acmod == STEREO ? 1 : 0));
    if (levels > 0) {
      out.put(levels, in.bits(levels)); // cmixlev, surmixlev, dsurmod
    }
    int lfe = in.bits(1);
    out.put(1, lfe);
    out.put(5, in.bits(5)); // dialnorm
    NoFillerException.unless(in.ok(), "the last frame of its source is too short");
    // compre, langcode, audprodie, copyrightb, origbs, timecod1e, timecod2e, addbsie
    out.put(8, 0);
    for (int block = 0; block < BLOCKS; block++) {
      block(out, block == 0, channels(acmod), acmod == STEREO, lfe == 1);
    }
  }

  /**
   * Writes an audblk (4.3.3). The first block states how all are coded, the others that nothing
   * changes.
   */
  private static void block(Ac3Bits out, boolean first, int channels, boolean stereo, boolean lfe) {
    out.repeat(channels, 1, 0); // blksw
    out.repeat(channels, 1, 0); // dithflag: without dither, absent mantissas are zeros
    out.put(1, 0); // dynrnge
    out.put(first ? 2 : 1, first ? 2 : 0); // cplstre, cplinu
    if (stereo) {
      rematrixing(out, first);
    }
    out.repeat(channels, 2, first ? D45 : 0); // chexpstr
    if (lfe) {
      out.put(1, first ? 1 : 0); // lfeexpstr
    }
    if (first) {
      exponents(out, channels, lfe);
      out.put(1, 1); // baie
      out.put(11, 0); // sdcycod, fdcycod, sgaincod, dbpbcod, floorcod
      out.put(1, 1); // snroffste
      out.put(6, 0); // csnroffst: with all offsets 0 no coefficient gets a mantissa (6.2.2.1)
      out.repeat(channels + (lfe ? 1 : 0), 7, 0); // fsnroffst, fgaincod
    } else {
      out.put(2, 0); // baie, snroffste
    }
    out.put(2, 0); // deltbaie, skiple
  }

  static void rematrixing(Ac3Bits out, boolean first) {
    out.put(1, first ? 1 : 0); // rematstr
    if (first) {
      out.put(4, 0); // rematflg
    }
  }

  /** Writes the bandwidths and exponents of the channels, then the exponents of the LFE channel. */
  static void exponents(Ac3Bits out, int channels, boolean lfe) {
    out.repeat(channels, 6, 0); // chbwcod
    for (int i = 0; i < channels; i++) {
      out.put(4, 0xf); // exps: the smallest value that can be coded directly
      out.repeat(GROUPS, 7, LEVEL);
      out.put(2, 0); // gainrng
    }
    if (lfe) {
      out.put(4, 0xf);
      out.repeat(LFE_GROUPS, 7, LEVEL);
    }
  }
}
