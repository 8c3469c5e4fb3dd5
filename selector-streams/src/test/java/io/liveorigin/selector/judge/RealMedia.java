package io.liveorigin.selector.judge;

import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.inspect.InitFacts;
import io.liveorigin.media.inspect.InitInspector;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Bytes that inspection can read: a video track with 12800 ticks per second, and segments of 50
 * samples of 512 ticks.
 */
public final class RealMedia {
  private static final int SAMPLES = 50;
  private static final int SAMPLE_BYTES = 10;
  private static final int NOT_SYNC = 0x0101_0000;
  private static final int SYNC = 0x0200_0000;

  private RealMedia() {}

  public static byte[] init() {
    return init("avc1");
  }

  /** Returns an init segment. A different sample entry sets a decoder up differently. */
  public static byte[] init(String entry) {
    byte[] track =
        box(
            "trak",
            full("tkhd", 3, new byte[8], u32(1), new byte[68]),
            box(
                "mdia",
                full("mdhd", 0, new byte[8], u32((int) TrackSamples.TIMESCALE), new byte[8]),
                full("hdlr", 0, u32(0), ascii("vide"), new byte[13]),
                box("minf", box("stbl", full("stsd", 0, u32(1), h264(entry))))));
    byte[] extends1 = full("trex", 0, u32(1), u32(1), u32(512), u32(0), u32(0));
    return join(
        box("ftyp", ascii("iso6"), u32(512), ascii("iso6"), ascii("cmfc")),
        box("moov", full("mvhd", 0, new byte[96]), track, box("mvex", extends1)));
  }

  /** Returns a sample entry with pictures of 640x360 and the decoder configuration. */
  private static byte[] h264(String entry) {
    byte[] sets = {(byte) 0xe1, 0, 4, 0x67, 0x64, 0, 0x1f, 1, 0, 4, 0x68, (byte) 0xee, 0x3c, 0};
    byte[] configuration = box("avcC", new byte[] {1, 0x64, 0, 0x1f, -1}, sets);
    return box(entry, new byte[24], u32(640 << 16 | 360), new byte[50], configuration);
  }

  /** Returns the facts that ingest states about an init segment: none if it cannot be read. */
  public static Facts initFacts(byte[] init) {
    Optional<InitFacts> facts = new InitInspector().inspect(init).facts();
    return facts
        .map(
            f ->
                new Facts(
                    List.of(new TrackFacts(1, TrackSamples.TIMESCALE, 0, 0, 0, 0, false)),
                    f.brands(),
                    0,
                    OptionalLong.empty(),
                    Optional.of(f.setup()),
                    false,
                    false))
        .orElse(Facts.NONE);
  }

  /**
   * Returns a segment.
   *
   * @param decodeTime the decode time of its first sample, in ticks
   * @param copy a number that makes the bytes differ
   */
  public static byte[] segment(long decodeTime, int copy) {
    ByteBuffer samples = ByteBuffer.allocate(SAMPLES * 8);
    for (int i = 0; i < SAMPLES; i++) {
      samples.putInt((int) TrackSamples.FRAME).putInt(SAMPLE_BYTES);
    }
    byte[] media = new byte[SAMPLES * SAMPLE_BYTES];
    media[0] = (byte) copy;
    int length = moof(decodeTime, 0, samples.array()).length;
    return join(
        box("styp", ascii("msdh"), u32(0), ascii("msdh"), ascii("cmfs")),
        moof(decodeTime, length + 8, samples.array()),
        box("mdat", media));
  }

  private static byte[] moof(long decodeTime, int dataOffset, byte[] samples) {
    return box(
        "moof",
        full("mfhd", 0, u32(7)),
        box(
            "traf",
            full("tfhd", 0x20020, u32(1), u32(NOT_SYNC)),
            box("tfdt", u32(1 << 24), ByteBuffer.allocate(8).putLong(decodeTime).array()),
            box(
                "trun",
                u32(1 << 24 | 0x1 | 0x4 | 0x100 | 0x200),
                u32(SAMPLES),
                u32(dataOffset),
                u32(SYNC),
                samples)));
  }

  private static byte[] full(String type, int flags, byte[]... parts) {
    return box(type, u32(flags), join(parts));
  }

  private static byte[] box(String type, byte[]... parts) {
    byte[] payload = join(parts);
    return join(u32(8 + payload.length), ascii(type), payload);
  }

  private static byte[] u32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
