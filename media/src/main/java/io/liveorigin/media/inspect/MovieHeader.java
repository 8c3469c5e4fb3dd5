package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parts of moov that media segments depend on: each trak, and its defaults in mvex (ISO/IEC
 * 14496-12, 8.3, 8.4 and 8.8.3). They may come in either order.
 */
final class MovieHeader {
  private static final int FULL_BOX = 4;

  private record Defaults(long duration, long size, int flags) {}

  private final int at;
  private final List<TrackBox> tracks = new ArrayList<>();
  private final Map<Long, Defaults> defaults = new HashMap<>();
  private boolean extended;
  private boolean headed;
  private long timescale;

  private MovieHeader(int at) {
    this.at = at;
  }

  static MovieHeader read(BoxCursor moov, Damage damage) {
    MovieHeader header = new MovieHeader(moov.start());
    BoxCursor child = moov.children();
    while (!damage.isMalformed() && child.next()) {
      if (child.type() == FourCc.TRAK) {
        header.track(child, damage);
      } else if (child.type() == FourCc.MVHD && !header.headed) {
        header.headed = true;
        header.movie(child, damage);
      } else if (child.type() == FourCc.MVEX && !header.extended) {
        header.extended = true;
        header.extension(child, damage);
      }
    }
    TopLevel.childrenEnding(child, damage);
    return header;
  }

  private void track(BoxCursor trak, Damage damage) {
    if (tracks.size() == SegmentInspector.MAX_TRACKS) {
      damage.malformed("too-many-tracks", trak.start());
      return;
    }
    tracks.add(TrackBox.read(trak, damage));
  }

  private void movie(BoxCursor mvhd, Damage damage) {
    BoxFields fields = mvhd.fields();
    // Creation and modification time have 32 or 64 bits each.
    fields.skip(fields.s32() >>> 24 == 0 ? 8 : 16);
    timescale = fields.u32();
    if (!fields.ok()) {
      damage.malformed("box-fields", mvhd.start());
    }
  }

  private void extension(BoxCursor mvex, Damage damage) {
    BoxCursor child = mvex.children();
    while (!damage.isMalformed() && child.next()) {
      if (child.type() != FourCc.TREX || defaults.size() == SegmentInspector.MAX_TRACKS) {
        continue;
      }
      BoxFields fields = child.fields();
      fields.skip(FULL_BOX);
      long trackId = fields.u32();
      long description = fields.u32();
      Defaults found = new Defaults(fields.u32(), fields.u32(), fields.s32());
      if (!fields.ok()) {
        damage.malformed("box-fields", child.start());
      } else if (description == 0) {
        damage.malformed("no-description-index", child.start());
      } else {
        defaults.put(trackId, found);
      }
    }
    TopLevel.childrenEnding(child, damage);
  }

  /** The tracks with their defaults, once all of moov has been read. */
  List<InitTrack> tracks(Damage damage) {
    if (damage.isMalformed()) {
      return List.of();
    }
    if (!headed) {
      damage.malformed("no-mvhd", at);
    }
    if (tracks.isEmpty()) {
      damage.malformed("no-trak", at);
    }
    if (!extended) {
      damage.malformed("no-mvex", at);
    }
    Set<Long> seen = new HashSet<>();
    List<InitTrack> found = new ArrayList<>();
    for (TrackBox track : tracks) {
      Optional<Defaults> own = Optional.ofNullable(defaults.get(track.trackId()));
      if (own.isEmpty()) {
        damage.malformed("no-trex", at);
      } else if (!seen.add(track.trackId())) {
        damage.malformed("same-track-id", at);
      } else {
        found.add(
            new InitTrack(
                track.trackId(),
                track.timescale(),
                track.handler(),
                track.entries().get(0).type(),
                own.get().duration(),
                own.get().size(),
                own.get().flags(),
                track.entries(),
                track.edits().inTicks(track.timescale(), timescale)));
      }
    }
    return found;
  }
}
