package io.liveorigin.media.box;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * Four-character codes as big-endian integers (ISO/IEC 14496-12, 4.2), and the codes that are read.
 */
public final class FourCc {
  public static final int FTYP = of("ftyp");
  public static final int STYP = of("styp");
  public static final int SIDX = of("sidx");
  public static final int SSIX = of("ssix");
  public static final int EMSG = of("emsg");
  public static final int PRFT = of("prft");
  public static final int FREE = of("free");
  public static final int SKIP = of("skip");
  public static final int PDIN = of("pdin");
  public static final int BLOC = of("bloc");
  public static final int MECO = of("meco");
  public static final int META = of("meta");
  public static final int MFRA = of("mfra");
  public static final int UUID = of("uuid");
  public static final int MDAT = of("mdat");
  public static final int MOOF = of("moof");
  public static final int MFHD = of("mfhd");
  public static final int TRAF = of("traf");
  public static final int TFHD = of("tfhd");
  public static final int TFDT = of("tfdt");
  public static final int TRUN = of("trun");
  public static final int SENC = of("senc");
  public static final int SAIZ = of("saiz");
  public static final int SAIO = of("saio");
  public static final int SBGP = of("sbgp");
  public static final int SEIG = of("seig");
  public static final int MOOV = of("moov");
  public static final int MVHD = of("mvhd");
  public static final int EDTS = of("edts");
  public static final int ELST = of("elst");
  public static final int TRAK = of("trak");
  public static final int TKHD = of("tkhd");
  public static final int MDIA = of("mdia");
  public static final int MDHD = of("mdhd");
  public static final int HDLR = of("hdlr");
  public static final int MINF = of("minf");
  public static final int STBL = of("stbl");
  public static final int STSD = of("stsd");
  public static final int MVEX = of("mvex");
  public static final int TREX = of("trex");
  public static final int VIDE = of("vide");
  public static final int SOUN = of("soun");
  public static final int STPP = of("stpp");
  public static final int SINF = of("sinf");
  public static final int RINF = of("rinf");
  public static final int FRMA = of("frma");
  public static final int SCHM = of("schm");
  public static final int SCHI = of("schi");
  public static final int TENC = of("tenc");
  public static final int BTRT = of("btrt");
  public static final int PASP = of("pasp");
  public static final int COLR = of("colr");
  public static final int ESDS = of("esds");
  public static final int AVCC = of("avcC");
  public static final int HVCC = of("hvcC");
  public static final int AVC3 = of("avc3");
  public static final int AVC4 = of("avc4");
  public static final int HEV1 = of("hev1");

  private FourCc() {}

  /** Returns the code of four characters, each in the range of one byte. */
  public static int of(String text) {
    if (text.length() != 4) {
      throw new OriginException(
          ErrorCode.INTERNAL, "a four-character code must have 4 characters, but is " + text);
    }
    return text.charAt(0) << 24 | text.charAt(1) << 16 | text.charAt(2) << 8 | text.charAt(3);
  }

  /**
   * Returns the code as a word that fits into a header, because its bytes may be anything: trailing
   * spaces are cut, and quotes, backslashes and every other character outside of visible ASCII
   * become {@code _}.
   */
  public static String text(int code) {
    StringBuilder text = new StringBuilder(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      text.append((char) (code >> shift & 0xff));
    }
    while (text.length() > 1 && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '"' || c == '\\') {
        text.setCharAt(i, '_');
      }
    }
    return text.toString();
  }
}
