package io.liveorigin.media.edit;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Copies of an init segment that set up another decoder. Pure; any thread. */
public final class InitBoxes {
  private static final int AVC1 = FourCc.of("avc1");
  private static final int AVCC = FourCc.of("avcC");
  private static final int MP4A = FourCc.of("mp4a");

  /** Bytes of the fields of a VisualSampleEntry before its boxes (ISO/IEC 14496-12, 12.1.3). */
  private static final int VISUAL_FIELDS = 78;

  /** Bytes before the channel count of an AudioSampleEntry (ISO/IEC 14496-12, 12.2.3). */
  private static final int BEFORE_CHANNELS = 16;

  private InitBoxes() {}

  /**
   * Returns the init segment as another encoder would write it: H.264 with its picture parameter
   * set twice, AAC with another channel count in the sample entry. Codec, profile and level stay,
   * and the media of the original still play. Other codecs and other bytes are refused with an
   * {@link OriginException}.
   */
  public static byte[] otherDecoder(byte[] init) {
    List<BoxCursor> path = new ArrayList<>();
    BoxCursor level = BoxCursor.over(init);
    for (String name : List.of("moov", "trak", "mdia", "minf", "stbl", "stsd")) {
      BoxCursor box = BoxBytes.first(level, FourCc.of(name), name);
      path.add(box);
      level = box.children();
    }
    BoxFields description = path.get(path.size() - 1).fields();
    description.skip(8); // version, flags, entry_count
    BoxCursor entry = path.get(path.size() - 1).childrenFrom(description);
    if (entry.next() && entry.type() == AVC1) {
      path.add(entry);
      return otherAvc(init, path);
    }
    if (entry.type() == MP4A) {
      return otherAac(init, entry);
    }
    throw BoxBytes.refused("its sample entry is neither avc1 nor mp4a");
  }

  /** Repeats the first picture parameter set (ISO/IEC 14496-15, 5.3.3.1). */
  private static byte[] otherAvc(byte[] init, List<BoxCursor> path) {
    BoxCursor entry = path.get(path.size() - 1);
    BoxFields visual = entry.fields();
    visual.skip(VISUAL_FIELDS);
    BoxCursor configuration = BoxBytes.first(entry.childrenFrom(visual), AVCC, "avcC");
    path.add(configuration);
    BoxFields fields = configuration.fields();
    fields.skip(5);
    for (int sets = fields.u8() & 0x1f; sets > 0; sets--) {
      fields.skip(fields.u8() << 8 | fields.u8());
    }
    int countAt = fields.position();
    int count = fields.u8();
    int from = fields.position();
    fields.skip(fields.u8() << 8 | fields.u8());
    BoxBytes.require(fields.ok() && count >= 1, "avcC", configuration.start());
    byte[] set = Arrays.copyOfRange(init, from, fields.position());
    byte[] copy = BoxBytes.insert(init, fields.position(), set);
    copy[countAt] = (byte) (count + 1);
    ByteBuffer sizes = ByteBuffer.wrap(copy);
    path.forEach(box -> BoxBytes.grow(sizes, box, set.length));
    return copy;
  }

  private static byte[] otherAac(byte[] init, BoxCursor entry) {
    BoxFields fields = entry.fields();
    fields.skip(BEFORE_CHANNELS);
    int at = fields.position() + 1;
    BoxBytes.require(fields.remaining() >= 2, "mp4a", entry.start());
    byte[] copy = init.clone();
    copy[at] = (byte) (copy[at] == 1 ? 2 : 1);
    return copy;
  }
}
