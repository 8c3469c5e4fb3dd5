package io.liveorigin.serving.support;

import static io.liveorigin.media.box.BoxWriter.box;
import static io.liveorigin.media.box.BoxWriter.fullBox;
import static io.liveorigin.media.box.BoxWriter.join;
import static io.liveorigin.media.box.BoxWriter.u32;
import static io.liveorigin.media.box.BoxWriter.u64;

import io.liveorigin.media.box.FourCc;
import java.nio.charset.StandardCharsets;

/** WebVTT in MP4 of a thousand ticks a second, in segments of 2 s. */
public final class WebVttBytes {
  public static final byte[] INIT = init("WEBVTT");

  private WebVttBytes() {}

  /** An init segment with that text in front of all cues. */
  public static byte[] init(String header) {
    byte[] entry =
        box(
            FourCc.of("wvtt"),
            u32(0),
            u32(1),
            box(FourCc.of("vttC"), header.getBytes(StandardCharsets.UTF_8)));
    byte[] media =
        join(
            fullBox(FourCc.MDHD, 0, 0, u64(0), u32(1000), u64(0)),
            fullBox(FourCc.HDLR, 0, 0, u32(0), u32(FourCc.of("text")), new byte[13]),
            box(FourCc.MINF, box(FourCc.STBL, fullBox(FourCc.STSD, 0, 0, u32(1), entry))));
    byte[] track =
        join(fullBox(FourCc.TKHD, 0, 3, u64(0), u32(1), new byte[68]), box(FourCc.MDIA, media));
    byte[] trex = fullBox(FourCc.TREX, 0, 0, u32(1), u32(1), u32(0), u32(0), u32(0));
    return join(
        box(FourCc.FTYP, u32(FourCc.of("iso6")), u32(0)),
        box(
            FourCc.MOOV,
            fullBox(FourCc.MVHD, 0, 0, new byte[96]),
            box(FourCc.TRAK, track),
            box(FourCc.MVEX, trex)));
  }

  /** Segment of that number from 1970: it shows that text for all of its 2 s. */
  public static byte[] segment(long number, String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] sample = box(FourCc.of("vttc"), box(FourCc.of("payl"), payload));
    int header = moof(number, sample.length, 0).length + 8;
    return join(moof(number, sample.length, header), box(FourCc.MDAT, sample));
  }

  private static byte[] moof(long number, int size, int offset) {
    return box(
        FourCc.MOOF,
        fullBox(FourCc.MFHD, 0, 0, u32(1)),
        box(
            FourCc.TRAF,
            fullBox(FourCc.TFHD, 0, 0x2_0000, u32(1)),
            fullBox(FourCc.TFDT, 1, 0, u64(number * 2000)),
            fullBox(FourCc.TRUN, 0, 0x301, u32(1), u32(offset), u32(2000), u32(size))));
  }

  /** What is served for it as raw WebVTT. */
  public static String raw(long number, String text) {
    return empty(number) + "\n00:00:00.000 --> 00:00:02.000\n" + text + "\n";
  }

  /** The same of a segment that shows nothing. */
  public static String empty(long number) {
    return "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:"
        + number * 180_000 % (1L << 33)
        + ",LOCAL:00:00:00.000\n";
  }
}
