package io.liveorigin.media.fill;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import java.util.List;

/**
 * An Opus packet of silence as long as the packets of the source: full-band CELT frames (RFC 6716,
 * 3.1), each with the silence flag (4.3). Pure.
 */
final class OpusSilence {
  /** Frame sizes of CELT with config 28 to 31 (table 2), half milliseconds. */
  private static final List<Integer> FRAMES = List.of(5, 10, 20, 40);

  private static final int FIRST_CONFIG = 28;

  /** The longest frame, 20 ms: longer packets have several of them, up to 120 ms (3.2.5). */
  private static final int LONGEST = 40;

  private static final int MOST = 6;

  /** Code 3: the number of frames follows (3.2.5). */
  private static final int SEVERAL = 3;

  /**
   * The range coder's first symbol is silence, which has a probability of 2^-15 (4.3, table 56).
   */
  private static final byte[] SILENT = {(byte) 0xff, (byte) 0xfe};

  private OpusSilence() {}

  /**
   * @param typical duration of the packets of the source, ticks
   */
  static Silence.Frame frame(BoxCursor dops, long typical, long timescale) {
    BoxFields fields = dops.fields();
    fields.skip(1); // Version
    int channels = fields.u8();
    fields.skip(8); // PreSkip, InputSampleRate, OutputGain
    int family = fields.u8();
    NoFillerException.unless(
        fields.ok() && family == 0 && (channels == 1 || channels == 2),
        "there are no fillers for Opus with more than two channels");
    Fraction half = Fraction.of(timescale, 2_000);
    long halves = Fraction.of(typical).over(half).nearest().longValue();
    long longest = halves % LONGEST == 0 ? LONGEST : halves;
    int config = FRAMES.indexOf((int) longest);
    boolean legal = config >= 0 && halves >= 1 && halves <= MOST * LONGEST;
    NoFillerException.unless(
        legal, "there are no fillers for Opus packets of the duration that its source has");
    int count = (int) (halves / longest);
    int toc = FIRST_CONFIG + config << 3 | (channels == 2 ? 4 : 0);
    return new Silence.Frame(packet(toc, count), half.times(Fraction.of(halves)));
  }

  private static byte[] packet(int toc, int count) {
    int header = count == 1 ? 1 : 2;
    byte[] packet = new byte[header + count * SILENT.length];
    packet[0] = (byte) (count == 1 ? toc : toc | SEVERAL);
    if (count > 1) {
      packet[1] = (byte) count;
    }
    for (int i = header; i < packet.length; i++) {
      packet[i] = SILENT[(i - header) % SILENT.length];
    }
    return packet;
  }
}
