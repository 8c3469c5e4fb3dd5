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
 * The parts of moov on which media segments depend: each trak, and its defaults in mvex (ISO/IEC
 * 14496-12, 8.3, 8.4 and 8.8.3). Either may come first.
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

  static MovieHeader read(BoxCursor moov, StructureDefects structureDefects) {
    MovieHeader header = new MovieHeader(moov.start());
    BoxCursor child = moov.children();
    while (!structureDefects.isMalformed() && child.next()) {
      if (child.type() == FourCc.TRAK) {
        header.track(child, structureDefects);
      } else if (child.type() == FourCc.MVHD && !header.headed) {
        header.headed = true;
        header.movie(child, structureDefects);
      } else if (child.type() == FourCc.MVEX && !header.extended) {
        header.extended = true;
        header.extension(child, structureDefects);
      }
    }
    TopLevelBoxes.childrenEnding(child, structureDefects);
    return header;
  }

  private void track(BoxCursor trak, StructureDefects structureDefects) {
    if (tracks.size() == SegmentInspector.MAX_TRACKS) {
      structureDefects.malformed("too-many-tracks", trak.start());
      return;
    }
    tracks.add(TrackBox.read(trak, structureDefects));
  }

  private void movie(BoxCursor mvhd, StructureDefects structureDefects) {
    BoxFields fields = mvhd.fields();
    // Creation and modification time have 32 or 64 bits each.
    fields.skip(fields.s32() >>> 24 == 0 ? 8 : 16);
    timescale = fields.u32();
    if (!fields.ok()) {
      structureDefects.malformed("box-fields", mvhd.start());
    }
  }

  private void extension(BoxCursor mvex, StructureDefects structureDefects) {
    BoxCursor child = mvex.children();
    while (!structureDefects.isMalformed() && child.next()) {
      if (child.type() != FourCc.TREX || defaults.size() == SegmentInspector.MAX_TRACKS) {
        continue;
      }
      BoxFields fields = child.fields();
      fields.skip(FULL_BOX);
      long trackId = fields.u32();
      long description = fields.u32();
      Defaults found = new Defaults(fields.u32(), fields.u32(), fields.s32());
      if (!fields.ok()) {
        structureDefects.malformed("box-fields", child.start());
      } else if (description == 0) {
        structureDefects.malformed("no-description-index", child.start());
      } else {
        defaults.put(trackId, found);
      }
    }
    TopLevelBoxes.childrenEnding(child, structureDefects);
  }

  /** Returns the tracks with their defaults, once all of moov has been read. */
  List<InitTrack> tracks(StructureDefects structureDefects) {
    if (structureDefects.isMalformed()) {
      return List.of();
    }
    if (!headed) {
      structureDefects.malformed("no-mvhd", at);
    }
    if (tracks.isEmpty()) {
      structureDefects.malformed("no-trak", at);
    }
    if (!extended) {
      structureDefects.malformed("no-mvex", at);
    }
    Set<Long> seen = new HashSet<>();
    List<InitTrack> found = new ArrayList<>();
    for (TrackBox track : tracks) {
      Optional<Defaults> own = Optional.ofNullable(defaults.get(track.trackId()));
      if (own.isEmpty()) {
        structureDefects.malformed("no-trex", at);
      } else if (!seen.add(track.trackId())) {
        structureDefects.malformed("same-track-id", at);
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
