package io.liveorigin.media.fill;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u16;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import io.liveorigin.media.edit.SampleEditor;
import io.liveorigin.media.edit.SegmentParts;
import io.liveorigin.media.edit.TrackDefaults;
import io.liveorigin.media.inspect.InspectionFixture;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Init segments and sources made by hand, independently of the code under test. */
final class FillFixture {
  static final Schedule TWO_SECONDS = InspectionFixture.schedule(new SegmentDuration(2, 1), 0);
  static final long NUMBER = 880_000_000L;
  static final byte[] NOTHING = {};

  /** An IDR slice of H.264 after an SEI message, each preceded by its length in four bytes. */
  static final byte[] AVC_IDR = hex("00000002 06ff 00000005 6588842133");

  static final byte[] AVC_SLICE = hex("00000004 41 9a 24 6c");

  private FillFixture() {}

  /** One sample of a source. */
  record Given(long duration, long flags, long offset, byte[] data) {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] init(long timescale, String handler, byte[] entry) {
    return init(timescale, handler, entry, NOTHING);
  }

  static byte[] init(long timescale, String handler, byte[] entry, byte[] edits) {
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
                    InitBytes.handler(handler),
                    box("minf", box("stbl", fullBox("stsd", 0, 0, u32(1), entry))))),
            InitBytes.extension(InitBytes.trex(1, 0, 0, 0))));
  }

  /** Returns an edit list with one edit that begins at this media time. */
  static byte[] edits(int mediaTime) {
    return box("edts", fullBox("elst", 0, 0, u32(1), u32(0), u32(mediaTime), u32(0x1_0000)));
  }

  static byte[] avc(long timescale) {
    return init(timescale, "vide", InitBytes.video("avc1", InitBytes.configuration("avc1")));
  }

  static byte[] video(String entry, String configuration, String content) {
    return InitBytes.video(entry, box(configuration, hex(content)));
  }

  /** Returns an init segment of AAC-LC in stereo. */
  static byte[] aac(int rate) {
    return aac(rate, NOTHING);
  }

  static byte[] aac(int rate, byte[] edits) {
    int index = List.of(96000, 88200, 64000, 48000, 44100, 32000, 24000).indexOf(rate);
    int config = 2 << 11 | index << 7 | 2 << 3;
    byte[] esds = InitBytes.elementaryStream(0x40, config >> 8, config & 0xff);
    return init(rate, "soun", audio("mp4a", rate, esds), edits);
  }

  static byte[] audio(String entry, int rate, byte[]... inside) {
    return box(entry, zeros(16), u16(2), u16(16), zeros(4), u16(rate), u16(0), join(inside));
  }

  static byte[] text(long timescale, String entry) {
    byte[] content = entry.equals("stpp") ? zeros(3) : NOTHING;
    return init(timescale, "text", box(entry, zeros(6), u16(1), content));
  }

  /** Returns frames of which only the first is a key frame. */
  static List<Given> frames(int count, long duration) {
    List<Given> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(
          new Given(
              duration,
              i == 0 ? SegmentBytes.SYNC : SegmentBytes.NOT_SYNC,
              0,
              i == 0 ? AVC_IDR : AVC_SLICE));
    }
    return frames;
  }

  static List<Given> sounds(int count, long duration, byte[] data) {
    List<Given> sounds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sounds.add(new Given(duration, SegmentBytes.SYNC, 0, data));
    }
    return sounds;
  }

  static byte[] segment(long decodeTime, List<Given> samples, byte[]... inTraf) {
    byte[] moof = moof(decodeTime, samples, 0, join(inTraf));
    byte[] media = join(samples.stream().map(Given::data).toArray(byte[][]::new));
    return join(
        SegmentBytes.segmentType(),
        moof(decodeTime, samples, moof.length + 8, join(inTraf)),
        box("mdat", media));
  }

  private static byte[] moof(long time, List<Given> samples, int dataOffset, byte[] inTraf) {
    List<byte[]> entries = new ArrayList<>();
    for (Given one : samples) {
      entries.add(
          join(u32(one.duration()), u32(one.data().length), u32(one.flags()), u32(one.offset())));
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
                1,
                0xf01,
                u32(samples.size()),
                u32(dataOffset),
                join(entries.toArray(byte[][]::new))),
            inTraf));
  }

  static FillerMaker.Order order(
      byte[] init, byte[] source, long number, Schedule schedule, ContentType type) {
    return new FillerMaker.Order(
        init, Optional.of(new FillerMaker.Source(number - 1, source)), number, schedule, type);
  }

  static FillerMaker.Order later(FillerMaker.Order order, long by) {
    return new FillerMaker.Order(
        order.init(), order.source(), order.number() + by, order.schedule(), order.contentType());
  }

  static byte[] bytes(FillerOutcome outcome) {
    assertThat(outcome).isInstanceOf(FillerOutcome.Segment.class);
    return ((FillerOutcome.Segment) outcome).bytes();
  }

  static String why(FillerOutcome outcome) {
    assertThat(outcome).isInstanceOf(FillerOutcome.None.class);
    return ((FillerOutcome.None) outcome).why();
  }

  /** The decode time and the end of a segment, as the editor reads them. */
  record Span(long start, long end, int samples) {
    static Span of(byte[] segment) {
      SegmentParts parts = SegmentParts.of(segment, TrackDefaults.NONE);
      long start = parts.fragments().get(0).startsAfter();
      return new Span(start, start + SampleEditor.of(segment).duration(), parts.samples().size());
    }
  }
}
