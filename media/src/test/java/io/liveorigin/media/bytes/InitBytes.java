package io.liveorigin.media.bytes;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u16;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;

/** Init segments made by hand. */
public final class InitBytes {
  private InitBytes() {}

  /**
   * Returns a video track 1 with 12800 ticks per second; samples last 512 ticks unless they state
   * otherwise.
   */
  public static byte[] video() {
    return join(
        fileType(),
        box("moov", movieHeader(), track(1, 12800, "vide", "avc1"), extension(trex(1, 512, 0, 0))));
  }

  /** Returns an audio track 1 with 48000 ticks per second. */
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

  /** Returns a movie header with the timescale of the movie. */
  public static byte[] movieHeader(long timescale) {
    return fullBox("mvhd", 0, 0, zeros(8), u32(timescale), zeros(84));
  }

  public static byte[] track(long id, long timescale, String handler, String entry) {
    return track(id, timescale, handler, entry, new byte[0]);
  }

  /** Returns a track with an {@code edts} box. */
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
    return fullBox("stsd", 0, 0, u32(1), sampleEntry(entry));
  }

  /** Returns a sample entry, with the decoder configuration if the codec is H.264 or AAC. */
  public static byte[] sampleEntry(String entry) {
    return switch (entry) {
      case "avc1", "avc3" -> video(entry, configuration("avc1"));
      case "mp4a" -> audio(entry, configuration("mp4a"));
      default -> box(entry, zeros(78));
    };
  }

  /** Returns a video sample entry with pictures of 640x360. */
  public static byte[] video(String entry, byte[]... inside) {
    return box(entry, zeros(24), u16(640), u16(360), zeros(50), join(inside));
  }

  /** Returns an audio sample entry with two channels of 48 kHz. */
  public static byte[] audio(String entry, byte[]... inside) {
    return box(entry, zeros(16), u16(2), u16(16), zeros(4), u16(48_000), u16(0), join(inside));
  }

  /**
   * Returns the box with the decoder configuration of H.264 ({@code avc1}) or AAC ({@code mp4a}).
   */
  public static byte[] configuration(String entry) {
    if (entry.equals("mp4a")) {
      return elementaryStream(0x40, 0x11, 0x90);
    }
    return box(
        "avcC",
        bytes(1, 0x64, 0, 0x1f, 0xff, 0xe1),
        bytes(0, 5, 0x67, 0x64, 0, 0x1f, 0xac),
        bytes(1, 0, 4, 0x68, 0xee, 0x3c, 0x80));
  }

  /**
   * @param objectType objectTypeIndication
   * @param specific DecoderSpecificInfo
   */
  public static byte[] elementaryStream(int objectType, int... specific) {
    byte[] info = join(bytes(5, specific.length), bytes(specific));
    byte[] decoder = join(bytes(objectType, 0x15), zeros(11), info);
    byte[] stream = join(u16(1), bytes(0, 4, decoder.length), decoder, bytes(6, 1, 2));
    return fullBox("esds", 0, 0, bytes(3, stream.length), stream);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  public static byte[] extension(byte[]... trex) {
    return box("mvex", join(trex));
  }

  public static byte[] trex(long id, long duration, long size, long flags) {
    return fullBox("trex", 0, 0, u32(id), u32(1), u32(duration), u32(size), u32(flags));
  }
}
