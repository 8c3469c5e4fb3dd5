package io.liveorigin.media.vtt;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.BoxMath;
import io.liveorigin.media.box.FourCc;
import io.liveorigin.media.edit.TrackDefaults;
import io.liveorigin.media.inspect.InitFacts;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.InitTrack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The one track of an init segment, which is WebVTT (ISO/IEC 14496-30, 7.5).
 *
 * @param timescale ticks per second
 * @param shift by how much samples are presented later than they are composed, ticks
 * @param defaults defaults of its samples
 * @param header beginning of its WebVTT files
 */
record TextTrack(
    long trackId, long timescale, long shift, TrackDefaults defaults, VttHeader header) {
  private static final String WVTT = "wvtt";
  private static final int CONFIGURATION = FourCc.of("vttC");
  private static final List<String> PATH = List.of("moov", "trak", "mdia", "minf", "stbl", "stsd");

  /** Bytes of a SampleEntry before its boxes (ISO/IEC 14496-12, 8.5.2.2). */
  private static final int ENTRY_FIELDS = 8;

  static TextTrack read(byte[] init) {
    InitFacts facts =
        new InitInspector()
            .inspect(init)
            .facts()
            .orElseThrow(() -> NotTextException.because("the init segment cannot be read"));
    NotTextException.unless(facts.tracks().size() == 1, "the init segment has several tracks");
    InitTrack track = facts.tracks().get(0);
    NotTextException.unless(
        track.entries().size() == 1 && track.entries().get(0).type().equals(WVTT),
        "the track of the init segment is not " + WVTT);
    return new TextTrack(
        track.trackId(),
        track.timescale(),
        BoxMath.subtract(track.edits().delay(), track.edits().mediaTime()),
        new TrackDefaults(
            OptionalLong.of(track.defaultSampleDuration()),
            OptionalLong.of(track.defaultSampleSize()),
            OptionalInt.of(track.defaultSampleFlags())),
        VttHeader.of(configuration(init)));
  }

  /** Returns the text before all cues; empty if the track has none. */
  private static String configuration(byte[] init) {
    BoxCursor box = BoxCursor.over(init);
    for (String type : PATH) {
      box = first(type.equals(PATH.get(0)) ? box : box.children(), FourCc.of(type));
    }
    BoxFields description = box.fields();
    description.skip(8); // version, flags, entry_count
    BoxCursor entry = first(box.childrenFrom(description), FourCc.of(WVTT));
    BoxFields fields = entry.fields();
    fields.skip(ENTRY_FIELDS);
    NotTextException.unless(fields.ok(), "the init segment cannot be read");
    BoxCursor inside = entry.childrenFrom(fields);
    while (inside.next()) {
      if (inside.type() == CONFIGURATION) {
        return new String(
            init, inside.payloadStart(), inside.payloadSize(), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static BoxCursor first(BoxCursor level, int type) {
    while (level.next()) {
      if (level.type() == type) {
        return level;
      }
    }
    throw NotTextException.because("the init segment cannot be read");
  }
}
