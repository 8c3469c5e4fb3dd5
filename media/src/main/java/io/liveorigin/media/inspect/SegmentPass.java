package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Facts;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import io.liveorigin.media.box.Saturated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one pass over the boxes of a media segment (ISO/IEC 14496-12, 8.8; CMAF 7.3.2): adds up the
 * facts, finds damage in the structure, shows every run of samples to the checks. Never looks into
 * mdat.
 */
final class SegmentPass {
  private final InspectionContext context;
  private final List<SegmentCheck> checks;
  private final Damage damage;
  private final Map<Long, TrackTally> tracks = new LinkedHashMap<>();
  private List<String> brands = List.of();
  private int fragments;

  // Of the fragment that the pass is in.
  private long announced;
  private long present;
  private boolean hasMediaData;

  SegmentPass(InspectionContext context, List<SegmentCheck> checks, Damage damage) {
    this.context = context;
    this.checks = checks;
    this.damage = damage;
  }

  Facts over(byte[] bytes) {
    BoxCursor top = BoxCursor.over(bytes);
    while (top.next()) {
      if (top.type() == FourCc.MOOF) {
        endFragment();
        fragment(top);
      } else if (top.type() == FourCc.MDAT) {
        hasMediaData = true;
        present += top.payloadSize();
      } else if (top.type() == FourCc.STYP && brands.isEmpty()) {
        brands = TopLevel.brands(top, damage);
      }
    }
    TopLevel.ending(top, damage);
    endFragment();
    requireMedia(top.end());
    return new Facts(tracks.values().stream().map(TrackTally::facts).toList(), brands, fragments);
  }

  private void fragment(BoxCursor moof) {
    fragments++;
    announced = 0;
    present = 0;
    hasMediaData = false;
    BoxCursor child = moof.children();
    while (child.next()) {
      if (child.type() == FourCc.TRAF) {
        trackFragment(child);
      }
    }
    TopLevel.childrenEnding(child, damage);
  }

  private void trackFragment(BoxCursor traf) {
    Optional<TrackFragment> header = Optional.empty();
    BoxCursor child = traf.children();
    while (child.next()) {
      int type = child.type();
      if (type == FourCc.TFHD) {
        header = TrackFragment.read(child.fields(), context);
        if (header.isEmpty()) {
          damage.malformed("box-fields", child.start());
          return;
        }
      } else if (type == FourCc.TFDT || type == FourCc.TRUN) {
        if (header.isEmpty()) {
          damage.malformed("no-tfhd", traf.start());
          return;
        }
        Optional<TrackTally> tally = tally(header.get().trackId());
        if (tally.isEmpty()) {
          damage.malformed("too-many-tracks", traf.start());
          return;
        }
        if (type == FourCc.TFDT) {
          decodeTime(child, tally.get());
        } else {
          run(child, header.get(), tally.get());
        }
      }
    }
    TopLevel.childrenEnding(child, damage);
  }

  private Optional<TrackTally> tally(long trackId) {
    if (!tracks.containsKey(trackId)) {
      if (tracks.size() == SegmentInspector.MAX_TRACKS) {
        return Optional.empty();
      }
      long timescale = context.initTrack(trackId).map(InitTrack::timescale).orElse(0L);
      tracks.put(trackId, new TrackTally(trackId, timescale));
    }
    return Optional.of(tracks.get(trackId));
  }

  private void decodeTime(BoxCursor tfdt, TrackTally tally) {
    BoxFields fields = tfdt.fields();
    int version = fields.s32() >>> 24;
    long ticks = version == 0 ? fields.u32() : fields.u64();
    if (fields.ok()) {
      tally.decodeTime(ticks);
    } else {
      damage.malformed("box-fields", tfdt.start());
    }
  }

  private void run(BoxCursor trun, TrackFragment header, TrackTally tally) {
    Optional<TrackRun> read = TrackRun.read(trun.fields(), trun.bytes(), header);
    if (read.isEmpty()) {
      damage.malformed("box-fields", trun.start());
      return;
    }
    TrackRun run = read.get();
    tally.run(run);
    announced = Saturated.add(announced, run.totalSize());
    for (SegmentCheck check : checks) {
      check.run(run);
    }
  }

  /** The media data behind a moof must be at least as long as its runs say. */
  private void endFragment() {
    if (fragments > 0 && announced > present) {
      damage.truncated(announced - present);
    } else if (fragments > 0 && !hasMediaData && damage.none()) {
      damage.malformed("no-mdat", 0);
    }
  }

  private void requireMedia(int end) {
    if (!damage.none()) {
      return;
    }
    if (fragments == 0) {
      damage.malformed("no-moof", end);
    } else if (tracks.values().stream().noneMatch(t -> t.samples() > 0)) {
      damage.malformed("no-samples", end);
    } else if (!tracks.values().stream().allMatch(TrackTally::hasDecodeTime)) {
      damage.malformed("no-tfdt", end);
    }
  }
}
