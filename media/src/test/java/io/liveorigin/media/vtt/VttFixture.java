package io.liveorigin.media.vtt;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u16;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** WebVTT in MP4 made by hand, independently of the code under test, and by shaka-packager. */
final class VttFixture {
  private static final byte[] NOTHING = {};

  private VttFixture() {}

  /** One sample of a segment. */
  record Given(long duration, byte[] data) {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] init(long timescale, String configuration) {
    return init(
        timescale, box("wvtt", zeros(6), u16(1), box("vttC", utf8(configuration))), NOTHING);
  }

  static byte[] init(long timescale, byte[] entry, byte[] edits) {
    return join(
        InitBytes.fileType(),
        box(
            "moov",
            InitBytes.movieHeader(timescale),
            box(
                "trak",
                fullBox("tkhd", 0, 3, zeros(8), u32(1), zeros(68)),
                edits,
                box(
                    "mdia",
                    fullBox("mdhd", 0, 0, zeros(8), u32(timescale), zeros(8)),
                    InitBytes.handler("text"),
                    box("minf", box("stbl", fullBox("stsd", 0, 0, u32(1), entry))))),
            InitBytes.extension(InitBytes.trex(1, 0, 0, 0))));
  }

  /** Returns a box with text. */
  static byte[] text(String type, String text) {
    return box(type, utf8(text));
  }

  static byte[] cue(String payload) {
    return box("vttc", text("payl", payload));
  }

  static Given shown(long duration, byte[]... cues) {
    return new Given(duration, join(cues));
  }

  static Given nothing(long duration) {
    return new Given(duration, box("vtte"));
  }

  static byte[] segment(long decodeTime, Given... samples) {
    return join(SegmentBytes.segmentType(), fragment(decodeTime, samples));
  }

  /** Returns one {@code moof} and its {@code mdat}. */
  static byte[] fragment(long decodeTime, Given... samples) {
    byte[] moof = moof(decodeTime, List.of(samples), 0);
    List<byte[]> data = new ArrayList<>();
    List.of(samples).forEach(sample -> data.add(sample.data()));
    return join(
        moof(decodeTime, List.of(samples), moof.length + 8),
        box("mdat", data.toArray(byte[][]::new)));
  }

  private static byte[] moof(long time, List<Given> samples, int dataOffset) {
    List<byte[]> entries = new ArrayList<>();
    for (Given one : samples) {
      entries.add(join(u32(one.duration()), u32(one.data().length)));
    }
    return box(
        "moof",
        fullBox("mfhd", 0, 0, u32(7)),
        box(
            "traf",
            fullBox("tfhd", 0, 0x2_0000, u32(1)),
            fullBox("tfdt", 1, 0, u64(time)),
            fullBox(
                "trun",
                0,
                0x301,
                u32(samples.size()),
                u32(dataOffset),
                join(entries.toArray(byte[][]::new)))));
  }

  /** Reads a file that shaka-packager made with {@code make.sh} in the same directory. */
  static byte[] read(String name) {
    try (InputStream in = VttFixture.class.getResourceAsStream("/vtt/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String converted(byte[] init, byte[] segment) {
    RawVttResult made = WebVtt.of(init, segment);
    assertThat(made).isInstanceOf(RawVttResult.Text.class);
    return new String(((RawVttResult.Text) made).bytes(), StandardCharsets.UTF_8);
  }

  static String why(byte[] init, byte[] segment) {
    RawVttResult made = WebVtt.of(init, segment);
    assertThat(made).isInstanceOf(RawVttResult.Unreadable.class);
    return ((RawVttResult.Unreadable) made).why();
  }
}
