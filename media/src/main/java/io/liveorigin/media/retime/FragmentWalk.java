package io.liveorigin.media.retime;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Finds the fields that change inside the moof boxes of a segment. */
final class FragmentWalk {
  private static final int BASE_DATA_OFFSET = 0x1;
  private static final int DEFAULT_BASE_IS_MOOF = 0x20000;
  private static final int DATA_OFFSET = 0x1;
  private static final int AUX_INFO_TYPE = 0x1;

  /** The position from which data offsets of a track fragment count. */
  private record Base(long offset, boolean known) {}

  private final int length;
  private final Retiming retiming;
  private final BoxWidening widening;
  private final List<Consumer<ByteBuffer>> writes;
  private int fragments;

  FragmentWalk(
      int length, Retiming retiming, BoxWidening widening, List<Consumer<ByteBuffer>> writes) {
    this.length = length;
    this.retiming = retiming;
    this.widening = widening;
    this.writes = writes;
  }

  void walk(BoxCursor moof) {
    RetimingMath.resize(moof, widening, writes);
    int trackFragments = 0;
    BoxCursor child = moof.children();
    while (child.next()) {
      if (child.type() == FourCc.MFHD) {
        header(child);
      } else if (child.type() == FourCc.TRAF) {
        trackFragment(child, moof.start(), trackFragments++ == 0);
      }
    }
    RetimingMath.requireWhole(child);
    fragments++;
  }

  private void header(BoxCursor mfhd) {
    BoxFields fields = mfhd.fields();
    fields.skip(4);
    int at = fields.position();
    fields.skip(4);
    RetimingMath.require(fields.ok(), "mfhd", mfhd.start());
    if (retiming.sequenceNumber().isPresent()) {
      // Modulo 2^32: the field has 32 bits and a live stream has no end.
      int number = (int) (retiming.sequenceNumber().getAsLong() + fragments);
      writes.add(out -> out.putInt(widening.moved(at), number));
    }
  }

  private void trackFragment(BoxCursor traf, int moofStart, boolean first) {
    RetimingMath.resize(traf, widening, writes);
    Base base = new Base(moofStart, false);
    BoxCursor child = traf.children();
    while (child.next()) {
      if (child.type() == FourCc.TFHD) {
        base = base(child, moofStart, first);
      } else if (child.type() == FourCc.TFDT) {
        decodeTime(child);
      } else if (child.type() == FourCc.TRUN) {
        run(child, base);
      } else if (child.type() == FourCc.SAIO) {
        auxiliaryOffsets(child, base);
      }
    }
    RetimingMath.requireWhole(child);
  }

  private Base base(BoxCursor tfhd, int moofStart, boolean first) {
    BoxFields fields = tfhd.fields();
    int flags = fields.s32();
    fields.skip(4); // track_ID
    if ((flags & BASE_DATA_OFFSET) == 0) {
      RetimingMath.require(fields.ok(), "tfhd", tfhd.start());
      // Otherwise offsets count from the end of the previous data, which no widening moves
      // (8.8.7.1).
      return new Base(moofStart, first || (flags & DEFAULT_BASE_IS_MOOF) != 0);
    }
    int at = fields.position();
    long offset = fields.u64();
    RetimingMath.require(fields.ok(), "tfhd", tfhd.start());
    writes.add(
        out -> {
          if (!widening.none()) {
            RetimingMath.require(offset <= length, "base_data_offset", at);
            out.putLong(widening.moved(at), widening.moved((int) offset));
          }
        });
    return new Base(offset, true);
  }

  private void decodeTime(BoxCursor tfdt) {
    BoxFields fields = tfdt.fields();
    boolean wide = fields.s32() >>> 24 != 0;
    int at = fields.position();
    long time = wide ? fields.u64() : fields.u32();
    RetimingMath.require(fields.ok(), "tfdt", tfdt.start());
    long shifted = RetimingMath.shift(time, retiming.delta(), "tfdt");
    boolean widen = !wide && shifted > Retiming.MAX_U32;
    int version = tfdt.payloadStart();
    RetimingMath.resize(tfdt, widening, writes);
    if (widen) {
      widening.at(at);
      writes.add(out -> out.put(widening.moved(version), (byte) 1));
    }
    writes.add(out -> RetimingMath.write(out, widening.moved(at), shifted, wide || widen));
  }

  private void run(BoxCursor trun, Base base) {
    BoxFields fields = trun.fields();
    int flags = fields.s32();
    fields.skip(4); // sample_count
    if ((flags & DATA_OFFSET) != 0) {
      int at = fields.position();
      long offset = fields.s32();
      moveOffset(at, offset, base, false);
    }
    RetimingMath.require(fields.ok(), "trun", trun.start());
  }

  /** Moves the offsets of the sample auxiliary information of encrypted media (8.7.9). */
  private void auxiliaryOffsets(BoxCursor saio, Base base) {
    BoxFields fields = saio.fields();
    int versionAndFlags = fields.s32();
    boolean wide = versionAndFlags >>> 24 != 0;
    if ((versionAndFlags & AUX_INFO_TYPE) != 0) {
      fields.skip(8);
    }
    long count = fields.u32();
    RetimingMath.require(
        fields.ok() && count * (wide ? 8 : 4) <= fields.remaining(), "saio", saio.start());
    for (long i = 0; i < count; i++) {
      int at = fields.position();
      moveOffset(at, wide ? fields.u64() : fields.u32(), base, wide);
    }
  }

  /** Corrects an offset, which grows by the bytes inserted between its base and its target. */
  private void moveOffset(int at, long offset, Base base, boolean wide) {
    if (!base.known()) {
      return;
    }
    writes.add(
        out -> {
          if (!widening.none()) {
            long target = base.offset() + offset;
            boolean inside =
                base.offset() <= length && offset <= length && target >= 0 && target <= length;
            RetimingMath.require(inside, "data offset", at);
            long moved = widening.moved((int) target) - (long) widening.moved((int) base.offset());
            RetimingMath.write(out, widening.moved(at), moved, wide);
          }
        });
  }
}
