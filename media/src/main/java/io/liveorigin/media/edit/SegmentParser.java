package io.liveorigin.media.edit;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a segment apart: fragment headers, samples, and the boxes that stay unchanged. */
final class SegmentParser {
  /** More than a minute of the shortest audio frames, which last 2.5 ms. */
  private static final int MAX_SAMPLES = 1 << 16;

  private final byte[] source;
  private final TrackDefaults defaults;
  private final List<FragmentHeader> fragments = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private final ByteArrayOutputStream between = new ByteArrayOutputStream();
  private long end;

  SegmentParser(byte[] source, TrackDefaults defaults) {
    this.source = source;
    this.defaults = defaults;
  }

  SegmentParts read() {
    BoxCursor top = BoxCursor.over(source);
    while (top.next()) {
      if (top.type() == FourCc.MOOF) {
        fragment(top);
      } else if (top.type() != FourCc.MDAT && top.type() != FourCc.SIDX) {
        // mdat is written anew; an optional sidx would be wrong with other sizes and durations.
        between.write(source, top.start(), top.end() - top.start());
      }
    }
    requireWhole(top);
    if (samples.isEmpty()) {
      throw BoxBytes.refused("it has no samples");
    }
    return new SegmentParts(fragments, samples, between.toByteArray());
  }

  private void fragment(BoxCursor moof) {
    byte[] before = between.toByteArray();
    between.reset();
    byte[] movieHeader = copy(BoxBytes.first(moof.children(), FourCc.MFHD, "mfhd"));
    BoxCursor traf = BoxBytes.first(moof.children(), FourCc.TRAF, "traf");
    TrackHeader track =
        TrackHeader.read(BoxBytes.first(traf.children(), FourCc.TFHD, "tfhd"), moof.start())
            .with(defaults);
    long time = decodeTime(BoxBytes.first(traf.children(), FourCc.TFDT, "tfdt"));
    byte[] inMovie = others(moof.children(), FourCc.MFHD, FourCc.TRAF);
    byte[] inTrack = others(traf.children(), FourCc.TFHD, FourCc.TFDT, FourCc.TRUN);
    fragments.add(new FragmentHeader(before, movieHeader, inMovie, track, time - end, inTrack));
    end = time;
    runs(traf, track);
    while (traf.next()) {
      require(traf.type() != FourCc.TRAF, "fragment with several tracks");
    }
    requireWhole(traf);
  }

  private byte[] others(BoxCursor level, int... known) {
    ByteArrayOutputStream others = new ByteArrayOutputStream();
    while (level.next()) {
      int type = level.type();
      if (Arrays.stream(known).noneMatch(one -> one == type)) {
        others.write(source, level.start(), level.end() - level.start());
      }
    }
    return others.toByteArray();
  }

  private void runs(BoxCursor traf, TrackHeader track) {
    long data = track.base();
    BoxCursor child = traf.children();
    while (child.next()) {
      if (child.type() == FourCc.TRUN) {
        data = run(child, track, data);
      }
    }
    requireWhole(child);
  }

  private static long decodeTime(BoxCursor tfdt) {
    BoxFields fields = tfdt.fields();
    boolean wide = fields.s32() >>> 24 != 0;
    long time = wide ? fields.u64() : fields.u32();
    BoxBytes.require(fields.ok(), "tfdt", tfdt.start());
    return time;
  }

  /**
   * Reads a run. Returns where the data of the next run begin if that run does not say so
   * (8.8.8.1).
   */
  private long run(BoxCursor trun, TrackHeader track, long follows) {
    RunFields fields = RunFields.open(trun, track);
    long at =
        fields.dataOffset().isPresent() ? track.base() + fields.dataOffset().getAsInt() : follows;
    require(
        fields.count() <= MAX_SAMPLES - samples.size(), "trun with " + fields.count() + " samples");
    for (long i = 0; i < fields.count(); i++) {
      RunFields.Entry entry = fields.next(i == 0);
      require(
          at >= 0 && at <= source.length && entry.size() <= source.length - at,
          "sample outside of the segment");
      ByteBuffer data = ByteBuffer.wrap(source, (int) at, (int) entry.size()).slice();
      samples.add(
          new Sample(
              fragments.size() - 1,
              entry.duration(),
              entry.flags(),
              entry.compositionOffset(),
              data.asReadOnlyBuffer()));
      at += entry.size();
      end += entry.duration();
    }
    return at;
  }

  private byte[] copy(BoxCursor box) {
    return Arrays.copyOfRange(source, box.start(), box.end());
  }

  private static void requireWhole(BoxCursor level) {
    require(
        level.ending() == BoxCursor.Ending.COMPLETE,
        "box at " + level.start() + " with a wrong size");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw BoxBytes.refused("it has a " + otherwise);
    }
  }
}
