package io.liveorigin.media.fill;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import io.liveorigin.media.edit.TrackDefaults;
import io.liveorigin.media.inspect.InitFacts;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.InitTrack;
import io.liveorigin.media.inspect.SampleEntry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The one track of an init segment, with access to the set-up of its decoders (ISO/IEC 14496-12,
 * 8.5.2 and 12). Immutable as long as the bytes from which it was made are not changed.
 */
final class TrackSetup {
  private static final List<String> PATH = List.of("moov", "trak", "mdia", "minf", "stbl", "stsd");

  /** Bytes of the fields of an entry before its boxes (12.1.3, 12.2.3). */
  private static final int VISUAL_FIELDS = 78;

  private static final int AUDIO_FIELDS = 28;

  private final byte[] init;
  private final InitTrack track;

  private TrackSetup(byte[] init, InitTrack track) {
    this.init = init;
    this.track = track;
  }

  static TrackSetup read(byte[] init, ContentType type) {
    InitFacts facts =
        new InitInspector()
            .inspect(init)
            .facts()
            .orElseThrow(() -> NoFillerException.because("the init segment cannot be read"));
    NoFillerException.unless(facts.tracks().size() == 1, "the init segment has several tracks");
    InitTrack track = facts.tracks().get(0);
    NoFillerException.unless(
        type == typeOf(track.handler()), "the track of the init segment is not " + type.wire());
    return new TrackSetup(init, track);
  }

  private static ContentType typeOf(String handler) {
    return switch (handler) {
      case "vide" -> ContentType.VIDEO;
      case "soun" -> ContentType.AUDIO;
      default -> ContentType.TEXT;
    };
  }

  long trackId() {
    return track.trackId();
  }

  /** Returns the ticks per second. */
  long timescale() {
    return track.timescale();
  }

  /**
   * Returns by how much samples are presented later than they are composed, ticks; may be negative.
   */
  Fraction editShift() {
    return Fraction.of(track.edits().delay()).minus(Fraction.of(track.edits().mediaTime()));
  }

  TrackDefaults defaults() {
    return new TrackDefaults(
        OptionalLong.of(track.defaultSampleDuration()),
        OptionalLong.of(track.defaultSampleSize()),
        OptionalInt.of(track.defaultSampleFlags()));
  }

  /**
   * @param description sample_description_index, from 1
   */
  SampleEntry entry(long description) {
    NoFillerException.unless(
        description >= 1 && description <= track.entries().size(),
        "its source has samples that the init segment does not describe");
    return track.entries().get((int) description - 1);
  }

  /** Returns the box at this path of types in a sample entry, if there is one. */
  Optional<BoxCursor> box(long description, String... types) {
    BoxCursor level = boxes(description);
    for (int i = 0; i < types.length; i++) {
      Optional<BoxCursor> found = first(level, FourCc.of(types[i]));
      if (found.isEmpty() || i == types.length - 1) {
        return found;
      }
      level = found.get().children();
    }
    return Optional.empty();
  }

  private BoxCursor boxes(long description) {
    BoxCursor level = BoxCursor.over(init);
    Optional<BoxCursor> stsd = Optional.empty();
    for (String type : PATH) {
      stsd = first(level, FourCc.of(type));
      level =
          stsd.orElseThrow(() -> NoFillerException.because("the init segment cannot be read"))
              .children();
    }
    BoxFields fields = stsd.orElseThrow().fields();
    fields.skip(8); // version, flags, entry_count
    BoxCursor entry = stsd.orElseThrow().childrenFrom(fields);
    for (long i = 0; i < description; i++) {
      NoFillerException.unless(entry.next(), "the init segment cannot be read");
    }
    BoxFields own = entry.fields();
    boolean audio = typeOf(track.handler()) == ContentType.AUDIO;
    own.skip(8);
    NoFillerException.unless(
        !audio || own.u16() == 0, "its sample entry is a QuickTime sample entry");
    own = entry.fields();
    own.skip(audio ? AUDIO_FIELDS : VISUAL_FIELDS);
    NoFillerException.unless(own.ok(), "the init segment cannot be read");
    return entry.childrenFrom(own);
  }

  private static Optional<BoxCursor> first(BoxCursor level, int type) {
    while (level.next()) {
      if (level.type() == type) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
