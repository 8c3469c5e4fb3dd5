package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;

/**
 * What a trak box says that media segments depend on (ISO/IEC 14496-12, 8.3.2, 8.4.2, 8.4.3 and
 * 8.5.2).
 */
record TrackBox(long trackId, long timescale, String handler, String sampleEntry) {

  static TrackBox read(BoxCursor trak, Damage damage) {
    Reader reader = new Reader(damage);
    reader.children(trak);
    if (reader.trackId == 0 || reader.timescale == 0) {
      damage.malformed(reader.trackId == 0 ? "no-track-id" : "no-timescale", trak.start());
    }
    if (reader.handler == 0 || reader.sampleEntry == 0) {
      damage.malformed(reader.handler == 0 ? "no-handler" : "no-sample-entry", trak.start());
    }
    return new TrackBox(
        reader.trackId,
        reader.timescale,
        FourCc.text(reader.handler),
        FourCc.text(reader.sampleEntry));
  }

  private static final class Reader {
    private final Damage damage;
    private long trackId;
    private long timescale;
    private int handler;
    private int sampleEntry;

    private Reader(Damage damage) {
      this.damage = damage;
    }

    /** Goes down only into the four containers below trak, so the depth is theirs. */
    private void children(BoxCursor container) {
      int inside = container.type();
      BoxCursor child = container.children();
      while (child.next()) {
        if (leadsTo(inside, child.type())) {
          children(child);
        } else {
          leaf(inside, child);
        }
      }
      TopLevel.childrenEnding(child, damage);
    }

    private static boolean leadsTo(int container, int child) {
      return (container == FourCc.TRAK && child == FourCc.MDIA)
          || (container == FourCc.MDIA && child == FourCc.MINF)
          || (container == FourCc.MINF && child == FourCc.STBL);
    }

    private void leaf(int container, BoxCursor box) {
      BoxFields fields = box.fields();
      int version = fields.s32() >>> 24;
      // Creation and modification time have 32 or 64 bits each.
      int times = version == 0 ? 8 : 16;
      if (container == FourCc.TRAK && box.type() == FourCc.TKHD) {
        fields.skip(times);
        trackId = fields.u32();
      } else if (container == FourCc.MDIA && box.type() == FourCc.MDHD) {
        fields.skip(times);
        timescale = fields.u32();
      } else if (container == FourCc.MDIA && box.type() == FourCc.HDLR) {
        fields.skip(4);
        handler = fields.s32();
      } else if (container == FourCc.STBL && box.type() == FourCc.STSD) {
        fields.skip(8); // entry_count, and the size of the first entry
        sampleEntry = fields.s32();
      } else {
        return;
      }
      if (!fields.ok()) {
        damage.malformed("box-fields", box.start());
      }
    }
  }
}
