package io.liveorigin.media.edit;

import io.liveorigin.media.box.BoxWriter;
import io.liveorigin.media.box.FourCc;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes a segment: one moof with one trun, and one mdat, for each fragment. */
final class SegmentWriter {
  private static final int MDAT_HEADER = 8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long time;

  static byte[] write(List<FragmentHeader> fragments, List<Sample> samples, byte[] after) {
    SegmentWriter writer = new SegmentWriter();
    for (int i = 0; i < fragments.size(); i++) {
      int index = i;
      List<Sample> own = samples.stream().filter(s -> s.fragment() == index).toList();
      writer.fragment(fragments.get(i), own);
    }
    writer.out.writeBytes(after);
    return writer.out.toByteArray();
  }

  private void fragment(FragmentHeader header, List<Sample> samples) {
    out.writeBytes(header.before());
    time += header.startsAfter();
    if (samples.isEmpty()) {
      return;
    }
    // Made twice: the data offset depends on the size of the moof that contains it.
    int size = moof(header, samples, 0).length;
    out.writeBytes(moof(header, samples, size + MDAT_HEADER));
    out.writeBytes(mdat(samples));
    time += samples.stream().mapToLong(Sample::duration).sum();
  }

  private byte[] moof(FragmentHeader header, List<Sample> samples, int dataOffset) {
    Sample last = samples.get(samples.size() - 1);
    long duration = header.track().duration().orElse(last.duration());
    int flags = header.track().flags().orElse(last.flags());
    return BoxWriter.box(
        FourCc.MOOF,
        header.movieHeader(),
        header.inMovie(),
        BoxWriter.box(
            FourCc.TRAF,
            tfhd(header.track(), duration, flags),
            BoxWriter.fullBox(FourCc.TFDT, 1, 0, BoxWriter.u64(time)),
            trun(samples, duration, flags, dataOffset),
            header.inTrack()));
  }

  private static byte[] tfhd(TrackHeader track, long duration, int flags) {
    int present = TrackHeader.BASE_IS_MOOF | TrackHeader.DURATION | TrackHeader.FLAGS;
    byte[] description = new byte[0];
    if (track.description().isPresent()) {
      present |= TrackHeader.DESCRIPTION;
      description = BoxWriter.u32(track.description().getAsLong());
    }
    return BoxWriter.fullBox(
        FourCc.TFHD,
        0,
        present,
        BoxWriter.u32(track.trackId()),
        description,
        BoxWriter.u32(duration),
        BoxWriter.u32(flags));
  }

  private static byte[] trun(List<Sample> samples, long duration, int flags, int dataOffset) {
    int present = RunFields.DATA_OFFSET | RunFields.SIZE;
    if (samples.stream().anyMatch(s -> s.duration() != duration)) {
      present |= RunFields.DURATION;
    }
    if (samples.stream().skip(1).anyMatch(s -> s.flags() != flags)) {
      present |= RunFields.FLAGS;
    } else if (samples.get(0).flags() != flags) {
      present |= RunFields.FIRST_FLAGS;
    }
    if (samples.stream().anyMatch(s -> s.compositionOffset() != 0)) {
      present |= RunFields.COMPOSITION_OFFSET;
    }
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    fields.writeBytes(BoxWriter.u32(samples.size()));
    fields.writeBytes(BoxWriter.u32(dataOffset));
    if ((present & RunFields.FIRST_FLAGS) != 0) {
      fields.writeBytes(BoxWriter.u32(samples.get(0).flags()));
    }
    for (Sample sample : samples) {
      entry(sample, present, fields);
    }
    int version = samples.stream().anyMatch(s -> s.compositionOffset() < 0) ? 1 : 0;
    return BoxWriter.fullBox(FourCc.TRUN, version, present, fields.toByteArray());
  }

  private static void entry(Sample sample, int present, ByteArrayOutputStream fields) {
    if ((present & RunFields.DURATION) != 0) {
      fields.writeBytes(BoxWriter.u32(sample.duration()));
    }
    fields.writeBytes(BoxWriter.u32(sample.size()));
    if ((present & RunFields.FLAGS) != 0) {
      fields.writeBytes(BoxWriter.u32(sample.flags()));
    }
    if ((present & RunFields.COMPOSITION_OFFSET) != 0) {
      fields.writeBytes(BoxWriter.u32(sample.compositionOffset()));
    }
  }

  private static byte[] mdat(List<Sample> samples) {
    ByteArrayOutputStream media = new ByteArrayOutputStream();
    for (Sample sample : samples) {
      byte[] data = new byte[sample.size()];
      sample.data().get(sample.data().position(), data);
      media.writeBytes(data);
    }
    return BoxWriter.box(FourCc.MDAT, media.toByteArray());
  }
}
