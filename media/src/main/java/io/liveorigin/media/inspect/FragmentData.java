package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxMath;
import io.liveorigin.media.box.FourCc;

/**
 * The positions of the samples of the current fragment (ISO/IEC 14496-12, 8.8.7 and 8.8.8), and the
 * media data between its moof box and the next one. One object serves all fragments of a segment.
 * One thread.
 */
final class FragmentData {
  /** The most mdat boxes of one fragment that are considered; CMAF 7.3.2.3 allows one. */
  private static final int MAX_BOXES = 16;

  private final BoxCursor ahead;
  private final int[] starts = new int[MAX_BOXES];
  private final int[] ends = new int[MAX_BOXES];
  private int boxes;
  private long present;
  private boolean cut;
  private long missing;
  private long announced;
  private boolean outside;
  private boolean unordered;
  private boolean unsaid;
  private int base;
  private boolean first;
  private long follows;

  FragmentData(BoxCursor top) {
    this.ahead = top.children();
  }

  /** Begins a fragment with the current box of the top level. */
  void begin(BoxCursor top) {
    base = top.start();
    boxes = 0;
    present = 0;
    announced = 0;
    outside = false;
    unordered = false;
    unsaid = false;
    top.following(ahead);
    while (ahead.next() && ahead.type() != FourCc.MOOF) {
      if (ahead.type() == FourCc.MDAT) {
        present += ahead.payloadSize();
        if (boxes < MAX_BOXES) {
          starts[boxes] = ahead.payloadStart();
          ends[boxes] = ahead.end();
          boxes++;
        }
      }
    }
    cut = ahead.ending() != BoxCursor.Ending.COMPLETE;
    missing = ahead.type() == FourCc.MDAT ? ahead.missing() : 0;
  }

  /** Begins one of its track fragments. */
  void beginTrack() {
    first = true;
  }

  /** Takes the next run of the track fragment. */
  void run(TrackRun run) {
    // Without data_offset the first run begins at the base, and a later one where the previous one
    // ends; browsers use the base for that one, too.
    long start = run.hasDataOffset() || first ? base + run.dataOffset() : follows;
    if (!first && run.totalSize() > 0) {
      unsaid |= !run.hasDataOffset();
      unordered |= start < follows;
    }
    first = false;
    follows = BoxMath.add(start, run.totalSize());
    announced = BoxMath.add(announced, run.totalSize());
    outside |= run.totalSize() > 0 && !inside(start, follows);
  }

  private boolean inside(long from, long to) {
    for (int i = 0; i < boxes; i++) {
      if (from >= starts[i] && to <= ends[i]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ends the fragment.
   *
   * @param mayBeWithout whether it needs no media data, because none of its tracks must have bytes
   */
  void end(boolean mayBeWithout, StructureDefects structureDefects) {
    if (announced > present) {
      // The size of an mdat box that is cut off shows how much of it is missing.
      structureDefects.truncated(missing > 0 ? missing : announced - present);
    } else if (outside) {
      structureDefects.malformed("outside-mdat", base);
    } else if (unordered || unsaid) {
      structureDefects.malformed(unordered ? "run-order" : "no-data-offset", base);
    } else if (boxes == 0 && !cut && !mayBeWithout) {
      structureDefects.malformed("no-mdat", base);
    }
  }
}
