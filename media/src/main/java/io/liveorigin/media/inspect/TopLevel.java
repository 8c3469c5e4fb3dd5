package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What init and media segments have in common at the top level of their boxes. */
final class TopLevel {
  private static final int MAX_BRANDS = 16;
  private static final int BRAND = 4;

  /** Boxes that may stand at the top level (ISO/IEC 14496-12, table 1; CMAF 7.3). */
  private static final Set<Integer> KNOWN =
      Set.of(
          FourCc.FTYP,
          FourCc.STYP,
          FourCc.MOOV,
          FourCc.SIDX,
          FourCc.SSIX,
          FourCc.EMSG,
          FourCc.PRFT,
          FourCc.MOOF,
          FourCc.MDAT,
          FourCc.FREE,
          FourCc.SKIP,
          FourCc.META,
          FourCc.MFRA,
          FourCc.UUID);

  private TopLevel() {}

  /** Says how the walk over the top level ended, if it did not end well. */
  static void ending(BoxCursor top, Damage damage) {
    switch (top.ending()) {
      case COMPLETE -> {}
      case BAD_SIZE -> damage.malformed("box-size", top.start());
      case RUNS_PAST_END -> {
        // Bytes that are no boxes at all announce absurd sizes too; that is not a cut.
        boolean cutInHeader = top.type() == 0 && top.start() > 0;
        if (cutInHeader || KNOWN.contains(top.type())) {
          damage.truncated(top.missing());
        } else {
          damage.malformed("unknown-box", top.start());
        }
      }
    }
  }

  /** Says whether a walk over the children of a box ended badly. */
  static boolean childrenEnding(BoxCursor children, Damage damage) {
    boolean bad = children.ending() != BoxCursor.Ending.COMPLETE;
    if (bad) {
      damage.malformed("box-size", children.start());
    }
    return bad;
  }

  /**
   * The brands of the current {@code ftyp} or {@code styp}, without repetition. A code is made a
   * text once: a box may repeat it a million times.
   */
  static List<String> brands(BoxCursor box, Damage damage) {
    BoxFields fields = box.fields();
    int[] codes = new int[MAX_BRANDS];
    int count = 1;
    codes[0] = fields.s32();
    fields.skip(BRAND);
    if (!fields.ok()) {
      damage.malformed("box-fields", box.start());
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
