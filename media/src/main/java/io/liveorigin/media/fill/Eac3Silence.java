package io.liveorigin.media.fill;

import io.liveorigin.media.box.BitFields;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import java.nio.ByteBuffer;

/**
 * A syncframe of E-AC-3 without mantissas (ETSI TS 102 366, annex E.1), for one independent
 * substream of six blocks. Size, channels and dialogue level are those of the source's last frame.
 * Pure.
 */
final class Eac3Silence {
  /** bsid of annex E. */
  private static final int BSID = 16;

  private static final int SIX_BLOCKS = 3;

  /** Bytes of dec3 without dependent substreams and extensions (F.6). */
  private static final int PLAIN_DEC3 = 5;

  private Eac3Silence() {}

  static Silence.Frame frame(BoxCursor dec3, ByteBuffer source, long timescale) {
    BoxFields setup = dec3.fields();
    int substreams = setup.u16() & 7; // num_ind_sub, less 1
    setup.skip(2);
    int dependent = setup.u8() >> 1 & 0xf;
    NoFillerException.unless(
        setup.ok() && substreams == 0 && dependent == 0,
        "there are no fillers for E-AC-3 with several substreams");
    NoFillerException.unless(
        dec3.payloadSize() <= PLAIN_DEC3 || (setup.u8() & 1) == 0,
        "there are no fillers for E-AC-3 with objects");
    BitFields in = new BitFields(source, 0, source.remaining());
    boolean synced = in.bits(16) == Ac3Silence.SYNC_WORD;
    boolean independent = in.bits(5) == 0; // strmtyp, substreamid
    int frmsiz = in.bits(11);
    int fscod = in.bits(2);
    boolean sixBlocks = in.bits(2) == SIX_BLOCKS;
    int acmod = in.bits(3);
    int lfe = in.bits(1);
    int bsid = in.bits(5);
    int dialnorm = in.bits(5);
    NoFillerException.unless(
        in.ok() && synced && bsid == BSID, "the last frame of its source is not an E-AC-3 frame");
    NoFillerException.unless(
        independent && 2 * (frmsiz + 1) == source.remaining(),
        "there are no fillers for E-AC-3 with several substreams");
    NoFillerException.unless(
        fscod < Ac3Silence.RATES.length && sixBlocks && acmod != 0,
        "there are no fillers for E-AC-3 with a reduced sampling rate, short frames or two"
            + " programmes");
    Ac3Bits out = new Ac3Bits(source.remaining());
    out.put(16, Ac3Silence.SYNC_WORD);
    out.put(5, 0); // strmtyp, substreamid
    out.put(11, frmsiz);
    out.put(2, fscod);
    out.put(2, SIX_BLOCKS); // numblkscod
    out.put(3, acmod);
    out.put(1, lfe);
    out.put(5, BSID);
    out.put(5, dialnorm);
    out.put(4, 0); // compre, mixmdate, infomdate, addbsie
    int channels = Ac3Silence.channels(acmod);
    frameInformation(out, channels, acmod, lfe == 1);
    for (int block = 0; block < Ac3Silence.BLOCKS; block++) {
      block(out, block == 0, channels, acmod == Ac3Silence.STEREO, lfe == 1);
    }
    NoFillerException.unless(
        out.position() <= 8 * (source.remaining() - 2) - 2,
        "the frames of its source have no room for silence");
    out.checkEnd(2);
    return new Silence.Frame(
        out.bytes(),
        Fraction.of(Ac3Silence.SAMPLES, Ac3Silence.RATES[fscod]).times(Fraction.of(timescale)));
  }

  /** Writes audfrm (E.1.2.3). */
  private static void frameInformation(Ac3Bits out, int channels, int acmod, boolean lfe) {
    out.put(1, 1); // expstre: each block states its exponent strategies
    out.put(1, 0); // ahte
    out.put(2, 0); // snroffststr: one offset for the frame
    out.put(2, 0); // transproce, blkswe
    out.put(1, 1); // dithflage: otherwise there would be dither
    out.put(5, 0); // bamode, frmfgaincode, dbaflde, skipflde, spxattene
    if (acmod > 1) {
      out.put(6, 0); // cplinu of the first block, cplstre of the others
    }
    for (int block = 0; block < Ac3Silence.BLOCKS; block++) {
      out.repeat(channels, 2, block == 0 ? Ac3Silence.D45 : 0); // chexpstr
    }
    if (lfe) {
      out.put(6, 0x20); // lfeexpstr of each block
    }
    out.repeat(channels, 5, 0); // convexpstr
    out.put(10, 0); // frmcsnroffst, frmfsnroffst: no mantissas
    out.put(1, 0); // blkstrtinfoe
  }

  /** Writes an audblk (E.1.2.4). */
  private static void block(Ac3Bits out, boolean first, int channels, boolean stereo, boolean lfe) {
    out.repeat(channels, 1, 0); // dithflag
    out.put(1, 0); // dynrnge
    out.put(1, 0); // spxinu, spxstre
    if (stereo) {
      out.put(first ? 4 : 1, 0); // rematflg of the first block, rematstr of the others
    }
    if (first) {
      Ac3Silence.exponents(out, channels, lfe);
    }
    out.put(1, 0); // convsnroffste
  }
}
