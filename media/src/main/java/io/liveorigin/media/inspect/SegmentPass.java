package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The one pass over the boxes of a media segment (ISO/IEC 14496-12, 8.8; CMAF 7.3.2): adds up the
 * values of its runs of samples, and finds damage in the structure. It never reads the content of
 * mdat. One cursor per level and one reader of fields serve all boxes, so a million empty ones cost
 * no memory.
 */
final class SegmentPass {
  private final InspectionContext context;
  private final StructureDefects structureDefects;
  private final List<TrackTally> tracks = new ArrayList<>(2);
  private final BoxCursor top;
  private final BoxCursor inMoof;
  private final BoxCursor inTraf;
  private final BoxFields fields;
  private final TrackFragment fragment = new TrackFragment();
  private final TrackRun run;
  private final FragmentData data;
  private final SampleEncryption encryption = new SampleEncryption();
  private Optional<ProducerReference> reference = Optional.empty();
  private List<String> brands = List.of();
  private boolean typed;
  private int fragments;

  // Of the current fragment.
  private int trackFragments;
  private boolean relative;
  private boolean needsMediaData;

  private SegmentPass(InspectionContext context, byte[] bytes, StructureDefects structureDefects) {
    this.context = context;
    this.structureDefects = structureDefects;
    this.top = BoxCursor.over(bytes);
    this.inMoof = top.children();
    this.inTraf = top.children();
    this.fields = top.fields();
    this.run = new TrackRun(fragment, top.bytes());
    this.data = new FragmentData(top);
  }

  static SegmentSummary over(
      byte[] bytes, InspectionContext context, StructureDefects structureDefects) {
    SegmentPass pass = new SegmentPass(context, bytes, structureDefects);
    pass.topLevel();
    return new SegmentSummary(context, pass.facts(), pass.tracks, structureDefects.none());
  }

  private void topLevel() {
    while (top.next()) {
      int type = top.type();
      TopLevelBoxes.expected(top, structureDefects);
      if (top.toEnd()) {
        // A player that appends segment after segment cannot know where the box ends.
        structureDefects.malformed("box-to-end", top.start());
      }
      if (type == FourCc.MOOF) {
        fragment();
      } else if (type == FourCc.STYP && !typed) {
        typed = true;
        brands = TopLevelBoxes.brands(top, structureDefects);
      } else if (type == FourCc.PRFT && reference.isEmpty()) {
        reference = ProducerReference.read(top.fields(fields));
      } else if (type == FourCc.MOOV) {
        // A player that finds a moov is set up with it again.
        MovieHeader.read(top, structureDefects).tracks(structureDefects);
      }
    }
    TopLevelBoxes.ending(top, structureDefects);
    requireMedia(top.end());
  }

  private Facts facts() {
    List<TrackFacts> facts = new ArrayList<>(tracks.size());
    boolean inherits = false;
    for (TrackTally track : tracks) {
      facts.add(track.facts());
      inherits |= track.inherits();
    }
    OptionalLong producerTime =
        reference.isPresent() ? reference.get().atEnd(facts, fragments) : OptionalLong.empty();
    return new Facts(
        facts,
        brands,
        fragments,
        producerTime,
        context.init().map(InitFacts::setup),
        inherits,
        false,
        producerTime.isPresent() ? reference.flatMap(ProducerReference::type) : Optional.empty());
  }

  private void fragment() {
    fragments++;
    trackFragments = 0;
    relative = true;
    needsMediaData = false;
    boolean header = false;
    data.begin(top);
    top.children(inMoof);
    while (inMoof.next()) {
      header |= inMoof.type() == FourCc.MFHD;
      if (inMoof.type() == FourCc.TRAF) {
        trackFragments++;
        trackFragment();
      }
    }
    TopLevelBoxes.childrenEnding(inMoof, structureDefects);
    if (trackFragments == 0 || !header) {
      structureDefects.malformed(header ? "no-traf" : "no-mfhd", top.start());
    } else if (!relative && trackFragments > 1) {
      // Data offsets would count from the end of the data of the previous track fragment.
      structureDefects.malformed("no-default-base-is-moof", top.start());
    }
    data.end(trackFragments > 0 && !needsMediaData, structureDefects);
  }

  private void trackFragment() {
    Optional<TrackTally> tally = Optional.empty();
    data.beginTrack();
    encryption.begin();
    inMoof.children(inTraf);
    while (inTraf.next()) {
      int type = inTraf.type();
      if (type == FourCc.TFHD) {
        if (tally.isPresent()) {
          structureDefects.malformed("two-tfhd", inTraf.start());
          return;
        }
        tally = header();
        if (tally.isEmpty()) {
          return;
        }
      } else if (type == FourCc.TFDT || type == FourCc.TRUN) {
        if (tally.isEmpty()) {
          structureDefects.malformed("no-tfhd", inTraf.start());
          return;
        }
        decodeTimeOrRun(tally.get());
      } else {
        encryption.box(type, inTraf.fields(fields));
      }
    }
    TopLevelBoxes.childrenEnding(inTraf, structureDefects);
    endTrackFragment(tally);
  }

  /** Reads tfhd; empty if the track fragment cannot be read any further. */
  private Optional<TrackTally> header() {
    if (!fragment.read(inTraf.fields(fields))) {
      structureDefects.malformed("box-fields", inTraf.start());
      return Optional.empty();
    }
    Optional<TrackTally> tally = tally(fragment.trackId());
    if (tally.isEmpty()) {
      structureDefects.malformed("too-many-tracks", inMoof.start());
      return tally;
    }
    fragment.inherit(tally.get().init());
    tally.get().clock().begin();
    relative &= fragment.countsFromMoof();
    needsMediaData |= audioOrVideo(tally.get());
    if (fragment.hasBaseDataOffset()) {
      structureDefects.malformed("base-data-offset", inTraf.start());
    }
    return tally;
  }

  private void endTrackFragment(Optional<TrackTally> tally) {
    if (tally.isEmpty()) {
      structureDefects.malformed("no-tfhd", inMoof.start());
      return;
    }
    if (fragment.isEmpty() && !tally.get().clock().hasRun()) {
      tally.get().passes(fragment.duration());
    }
    if (!tally.get().clock().end() && structureDefects.none()) {
      structureDefects.malformed("no-tfdt", inMoof.start());
    }
    if (tally.get().init().isPresent() && structureDefects.none()) {
      encryption.end(
          tally.get().init().get(), fragment.sampleDescription(), inMoof.start(), structureDefects);
    }
  }

  private boolean audioOrVideo(TrackTally tally) {
    return tally.audioOrVideo(context.representation().contentType());
  }

  private Optional<TrackTally> tally(long trackId) {
    for (TrackTally track : tracks) {
      if (track.trackId() == trackId) {
        return Optional.of(track);
      }
    }
    if (tracks.size() == SegmentInspector.MAX_TRACKS) {
      return Optional.empty();
    }
    TrackTally added = new TrackTally(trackId, context.initTrack(trackId));
    tracks.add(added);
    return Optional.of(added);
  }

  private void decodeTimeOrRun(TrackTally tally) {
    inTraf.fields(fields);
    boolean read = inTraf.type() == FourCc.TFDT ? decodeTime(tally) : run(tally);
    if (!read) {
      structureDefects.malformed("box-fields", inTraf.start());
    }
  }

  private boolean decodeTime(TrackTally tally) {
    int version = fields.s32() >>> 24;
    if (version > 1) {
      return false; // some readers read such a time as 32 bits, others as 64
    }
    long ticks = version == 0 ? fields.u32() : fields.u64();
    if (fields.ok() && !tally.clock().decodeTime(ticks)) {
      structureDefects.malformed("two-tfdt", inTraf.start());
    }
    return fields.ok();
  }

  private boolean run(TrackTally tally) {
    if (!run.read(inTraf, fields)) {
      return false;
    }
    tally.run(run, fragment);
    data.run(run);
    encryption.run(run.count());
    if (run.hasEmptySample() && audioOrVideo(tally)) {
      structureDefects.malformed("empty-sample", inTraf.start());
    }
    return true;
  }

  private void requireMedia(int end) {
    if (!structureDefects.none()) {
      return;
    }
    if (fragments == 0) {
      structureDefects.malformed("no-moof", end);
    } else if (tracks.stream().anyMatch(t -> t.samples() == 0 && audioOrVideo(t))) {
      structureDefects.malformed("no-samples", end);
    }
  }
}
