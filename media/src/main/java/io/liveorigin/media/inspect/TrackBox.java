package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values of a trak box on which media segments depend (ISO/IEC 14496-12, 8.3.2, 8.4.2, 8.4.3,
 * 8.5.2 and 8.6.6).
 */
record TrackBox(
    long trackId, long timescale, String handler, List<SampleEntry> entries, EditEntries edits) {
  private static final int MAX_ENTRIES = 16;

  static TrackBox read(BoxCursor trak, StructureDefects structureDefects) {
    Reader reader = new Reader(structureDefects);
    reader.children(trak);
    reader.sampleDescription();
    if (reader.trackId == 0 || reader.timescale == 0) {
      structureDefects.malformed(
          reader.trackId == 0 ? "no-track-id" : "no-timescale", trak.start());
    }
    if (reader.handler == 0 || reader.entries.isEmpty()) {
      structureDefects.malformed(
          reader.handler == 0 ? "no-handler" : "no-sample-entry", trak.start());
    }
    return new TrackBox(
        reader.trackId,
        reader.timescale,
        FourCc.text(reader.handler),
        reader.entries,
        reader.edits.orElse(EditEntries.NONE));
  }

  private static final class Reader {
    private final StructureDefects structureDefects;
    private final List<SampleEntry> entries = new ArrayList<>(1);
    private long trackId;
    private long timescale;
    private int handler;
    private Optional<EditEntries> edits = Optional.empty();
    private boolean edited;
    private int depth;
    private int descriptionVersion;
    private Optional<BoxCursor> description = Optional.empty();

    private Reader(StructureDefects structureDefects) {
      this.structureDefects = structureDefects;
    }

    /**
     * Descends only into the containers below trak, and once into each: there is one of a kind, and
     * reading more would only cost time.
     */
    private void children(BoxCursor container) {
      int inside = container.type();
      int level = depth;
      BoxCursor child = container.children();
      while (!structureDefects.isMalformed() && child.next()) {
        if (inside == FourCc.TRAK && child.type() == FourCc.EDTS) {
          edits(child);
        } else if (leadsTo(inside, child.type())) {
          if (depth == level) {
            depth++;
            children(child);
          }
        } else if (wanted(inside, child.type())) {
          leaf(child);
        }
      }
      TopLevelBoxes.childrenEnding(child, structureDefects);
    }

    private void edits(BoxCursor edts) {
      if (edited) {
        return;
      }
      edited = true;
      BoxCursor child = edts.children();
      while (edits.isEmpty() && child.next()) {
        if (child.type() == FourCc.ELST) {
          edits = Optional.of(EditEntries.read(child, structureDefects));
        }
      }
      TopLevelBoxes.childrenEnding(child, structureDefects);
    }

    private static boolean leadsTo(int container, int child) {
      return (container == FourCc.TRAK && child == FourCc.MDIA)
          || (container == FourCc.MDIA && child == FourCc.MINF)
          || (container == FourCc.MINF && child == FourCc.STBL);
    }

    private boolean wanted(int container, int type) {
      return (container == FourCc.TRAK && type == FourCc.TKHD && trackId == 0)
          || (container == FourCc.MDIA && type == FourCc.MDHD && timescale == 0)
          || (container == FourCc.MDIA && type == FourCc.HDLR && handler == 0)
          || (container == FourCc.STBL && type == FourCc.STSD && description.isEmpty());
    }

    private void leaf(BoxCursor box) {
      BoxFields fields = box.fields();
      int version = fields.s32() >>> 24;
      // Creation and modification time have 32 or 64 bits each.
      int times = version == 0 ? 8 : 16;
      if (box.type() == FourCc.TKHD) {
        fields.skip(times);
        trackId = fields.u32();
      } else if (box.type() == FourCc.MDHD) {
        fields.skip(times);
        timescale = fields.u32();
      } else if (box.type() == FourCc.HDLR) {
        fields.skip(4);
        handler = fields.s32();
      } else {
        fields.skip(4); // entry_count: the boxes themselves show how many there are
        descriptionVersion = version;
        description = Optional.of(box.childrenFrom(fields));
      }
      if (!fields.ok()) {
        structureDefects.malformed("box-fields", box.start());
      }
    }

    /** Reads the sample entries, once the handler is known, which determines their layout. */
    private void sampleDescription() {
      if (description.isEmpty()) {
        return;
      }
      BoxCursor entry = description.get();
      while (entry.next()) {
        if (entries.size() == MAX_ENTRIES) {
          structureDefects.malformed("too-many-sample-entries", entry.start());
          return;
        }
        entries.add(SampleEntryReader.read(entry, handler, descriptionVersion, structureDefects));
      }
      TopLevelBoxes.childrenEnding(entry, structureDefects);
    }
  }
}
