package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.util.Arrays;
import java.util.List;

/** The checks that init and media segments have in common at the top level of their boxes. */
final class TopLevelBoxes {
  private static final int MAX_BRANDS = 16;
  private static final int BRAND = 4;

  /**
   * Boxes that are allowed at the top level (ISO/IEC 14496-12, table 1; CMAF 7.3). Browsers refuse
   * to append any other one.
   */
  private static final int[] KNOWN = {
    FourCc.MOOF,
    FourCc.MDAT,
    FourCc.STYP,
    FourCc.FTYP,
    FourCc.MOOV,
    FourCc.SIDX,
    FourCc.SSIX,
    FourCc.EMSG,
    FourCc.PRFT,
    FourCc.FREE,
    FourCc.SKIP,
    FourCc.META,
    FourCc.MECO,
    FourCc.MFRA,
    FourCc.PDIN,
    FourCc.BLOC,
    FourCc.UUID
  };

  private TopLevelBoxes() {}

  /** Reports the current box if it is not allowed at the top level. */
  static void expected(BoxCursor top, StructureDefects structureDefects) {
    if (!known(top.type())) {
      structureDefects.malformed("unknown-box", top.start());
    }
  }

  /** A loop, because a set would make an object of each type that is looked up. */
  private static boolean known(int type) {
    for (int one : KNOWN) {
      if (one == type) {
        return true;
      }
    }
    return false;
  }

  /** Reports how the iteration over the top level ended, if it did not end well. */
  static void ending(BoxCursor top, StructureDefects structureDefects) {
    switch (top.ending()) {
      case COMPLETE -> {}
      case BAD_SIZE -> structureDefects.malformed("box-size", top.start());
      case RUNS_PAST_END -> {
        // Bytes that are not boxes at all announce absurd sizes, too; they are not cut off.
        boolean cutInHeader = top.type() == 0 && top.start() > 0;
        if (cutInHeader || known(top.type())) {
          structureDefects.truncated(top.missing());
        } else {
          structureDefects.malformed("unknown-box", top.start());
        }
      }
    }
  }

  /**
   * Reports an iteration over the children of a box that ended badly, and returns whether it did.
   */
  static boolean childrenEnding(BoxCursor children, StructureDefects structureDefects) {
    boolean bad = children.ending() != BoxCursor.Ending.COMPLETE;
    if (bad) {
      structureDefects.malformed("box-size", children.start());
    }
    return bad;
  }

  /**
   * Returns the brands of the current {@code ftyp} or {@code styp}, without repetition. Each code
   * is converted to text only once, because a box may repeat it a million times.
   */
  static List<String> brands(BoxCursor box, StructureDefects structureDefects) {
    BoxFields fields = box.fields();
    int[] codes = new int[MAX_BRANDS];
    int count = 1;
    codes[0] = fields.s32();
    fields.skip(BRAND);
    if (!fields.ok()) {
      structureDefects.malformed("box-fields", box.start());
      return List.of();
    }
    while (fields.remaining() >= BRAND && count < MAX_BRANDS) {
      codes[count] = fields.s32();
      count += has(codes, count, codes[count]) ? 0 : 1;
    }
    return Arrays.stream(codes, 0, count).mapToObj(FourCc::text).distinct().toList();
  }

  private static boolean has(int[] codes, int count, int code) {
    for (int i = 0; i < count; i++) {
      if (codes[i] == code) {
        return true;
      }
    }
    return false;
  }
}
