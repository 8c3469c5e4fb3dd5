package io.liveorigin.media.bytes;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;

/** Init segments made by hand. */
public final class InitBytes {
  private InitBytes() {}

  /** A video track 1 with 12800 ticks a second; samples last 512 unless they say otherwise. */
  public static byte[] video() {
    return join(
        fileType(),
        box("moov", movieHeader(), track(1, 12800, "vide", "avc1"), extension(trex(1, 512, 0, 0))));
  }

  /** An audio track 1 with 48000 ticks a second. */
  public static byte[] audio() {
    return join(
        fileType(),
        box("moov", movieHeader(), track(1, 48000, "soun", "mp4a"), extension(trex(1, 0, 0, 0))));
  }

  public static byte[] fileType() {
    return box("ftyp", ascii("iso6"), u32(512), ascii("iso6"), ascii("cmfc"));
  }

  public static byte[] movieHeader() {
    return fullBox("mvhd", 0, 0, zeros(96));
  }

  /** With the timescale of the movie. */
  public static byte[] movieHeader(long timescale) {
    return fullBox("mvhd", 0, 0, zeros(8), u32(timescale), zeros(84));
  }

  public static byte[] track(long id, long timescale, String handler, String entry) {
    return track(id, timescale, handler, entry, new byte[0]);
  }

  /** With an edts box. */
  public static byte[] track(long id, long timescale, String handler, String entry, byte[] edits) {
    return box(
        "trak",
        fullBox("tkhd", 0, 3, zeros(8), u32(id), zeros(68)),
        edits,
        box(
            "mdia",
            fullBox("mdhd", 0, 0, zeros(8), u32(timescale), zeros(8)),
            handler(handler),
            box("minf", box("stbl", sampleDescription(entry)))));
  }

  public static byte[] handler(String type) {
    return fullBox("hdlr", 0, 0, u32(0), ascii(type), zeros(13));
  }

  public static byte[] sampleDescription(String entry) {
    return fullBox("stsd", 0, 0, u32(1), box(entry, zeros(78)));
  }

  public static byte[] extension(byte[]... trex) {
    return box("mvex", join(trex));
  }

  public static byte[] trex(long id, long duration, long size, long flags) {
    return fullBox("trex", 0, 0, u32(id), u32(1), u32(duration), u32(size), u32(flags));
  }
}
