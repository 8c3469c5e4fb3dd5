package io.liveorigin.media.retime;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes a copy of a media segment of one track at another time: baseMediaDecodeTime of every
 * fragment, mfhd sequence_number, and earliest_presentation_time of sidx. If a value needs 64 bits
 * and its box has 32, the box becomes version 1 and every size and offset that spans it is
 * corrected (ISO/IEC 14496-12, 8.8.5, 8.8.12, 8.16.3). Other boxes are copied unchanged; an emsg of
 * version 1 keeps its absolute time. Bytes that are not a segment are refused with an {@link
 * OriginException}. A copy takes one more array of the segment's size. Stateless; any thread.
 */
public final class SegmentRetimer {

  /** Returns the copy; {@code segment} itself is not changed. */
  public byte[] retime(byte[] segment, Retiming retiming) {
    return new Copy(segment, retiming).make();
  }

  /**
   * One copy: a pass over the boxes collects the fields to widen and to write, then both are done.
   */
  private static final class Copy {
    private final byte[] source;
    private final Retiming retiming;
    private final BoxWidening widening = new BoxWidening();
    private final List<Consumer<ByteBuffer>> writes = new ArrayList<>();
    private final FragmentWalk fragments;

    private Copy(byte[] source, Retiming retiming) {
      this.source = source;
      this.retiming = retiming;
      this.fragments = new FragmentWalk(source.length, retiming, widening, writes);
    }

    private byte[] make() {
      BoxCursor top = BoxCursor.over(source);
      while (top.next()) {
        if (top.type() == FourCc.SIDX) {
          index(top);
        } else if (top.type() == FourCc.MOOF) {
          fragments.walk(top);
        }
      }
      RetimingMath.requireWhole(top);
      byte[] copy = widening.apply(source);
      ByteBuffer out = ByteBuffer.wrap(copy);
      writes.forEach(write -> write.accept(out));
      return copy;
    }

    private void index(BoxCursor sidx) {
      BoxFields fields = sidx.fields();
      int versionAndFlags = fields.s32();
      boolean wide = versionAndFlags >>> 24 != 0;
      fields.skip(4); // reference_ID
      long timescale = fields.u32();
      int timeAt = fields.position();
      long time = wide ? fields.u64() : fields.u32();
      int firstAt = fields.position();
      long first = wide ? fields.u64() : fields.u32();
      fields.skip(2);
      int references = fields.u8() << 8 | fields.u8();
      RetimingMath.require(fields.ok() && first <= source.length, "sidx", sidx.start());
      long shifted = RetimingMath.shift(time, RetimingMath.scale(retiming, timescale), "sidx");
      boolean widen = !wide && shifted > Retiming.MAX_U32;
      int versionAt = sidx.payloadStart();
      if (widen) {
        widening.at(timeAt);
        widening.at(firstAt);
        writes.add(out -> out.put(widening.moved(versionAt), (byte) 1));
      }
      RetimingMath.resize(sidx, widening, writes);
      int end = sidx.end();
      int anchor = Math.toIntExact(Math.min(end + first, Integer.MAX_VALUE));
      writes.add(
          out -> {
            long distance = widening.moved(anchor) - (long) widening.moved(end);
            RetimingMath.write(out, widening.moved(timeAt), shifted, wide || widen);
            RetimingMath.write(out, widening.moved(firstAt), distance, wide || widen);
          });
      references(fields, references, anchor, sidx.start());
    }

    /** Corrects the references. Each spans some fragments, and grows with them. */
    private void references(BoxFields fields, int count, int anchor, int sidxStart) {
      long from = anchor;
      for (int i = 0; i < count; i++) {
        int at = fields.position();
        int typeAndSize = fields.s32();
        fields.skip(8); // subsegment_duration, SAP
        long to = from + (typeAndSize & 0x7fff_ffff);
        RetimingMath.require(fields.ok() && to <= source.length, "sidx", sidxStart);
        int start = (int) from;
        int end = (int) to;
        writes.add(
            out -> {
              int size = widening.moved(end) - widening.moved(start);
              out.putInt(widening.moved(at), (typeAndSize & 0x8000_0000) | size);
            });
        from = to;
      }
    }
  }
}
