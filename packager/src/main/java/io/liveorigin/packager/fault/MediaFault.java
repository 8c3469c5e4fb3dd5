package io.liveorigin.packager.fault;

import io.liveorigin.media.edit.SampleEditor;
import io.liveorigin.media.edit.SegmentBoxes;

/** A fault in the media of a segment whose boxes are correct. Pure. */
public sealed interface MediaFault extends Fault {
  /**
   * Returns the segment with the fault.
   *
   * @param timescale ticks per second of its track
   */
  byte[] applyTo(byte[] segment, long timescale);

  /** Samples in the middle are lost, and the one before them lasts until the next. */
  record LoseSamples(LossAmount amount) implements MediaFault {
    @Override
    public byte[] applyTo(byte[] segment, long timescale) {
      SampleEditor editor = SampleEditor.of(segment);
      int count = amount.samples(editor, timescale);
      // The very first sample has none before it that could last longer.
      int first = Math.max(1, (editor.samples().size() - count) / 2);
      return count == 0 ? segment : editor.lose(first, count).bytes();
    }
  }

  /** The first samples are lost; the others keep their decode times. */
  record LoseStart(LossAmount amount) implements MediaFault {
    @Override
    public byte[] applyTo(byte[] segment, long timescale) {
      SampleEditor editor = SampleEditor.of(segment);
      int count = amount.samples(editor, timescale);
      return count == 0 ? segment : editor.dropFirst(count).bytes();
    }
  }

  /** The last samples are lost; the segment ends earlier. */
  record LoseEnd(LossAmount amount) implements MediaFault {
    @Override
    public byte[] applyTo(byte[] segment, long timescale) {
      SampleEditor editor = SampleEditor.of(segment);
      int count = amount.samples(editor, timescale);
      return count == 0 ? segment : editor.dropLast(count).bytes();
    }
  }

  /** Every second sample is lost; the others last twice as long. */
  record HalveRate() implements MediaFault {
    @Override
    public byte[] applyTo(byte[] segment, long timescale) {
      return SampleEditor.of(segment).halveRate().bytes();
    }
  }

  /** The segment has this many additional samples, of one tick each. */
  record ExcessSamples(int count) implements MediaFault {
    @Override
    public byte[] applyTo(byte[] segment, long timescale) {
      return SampleEditor.of(segment).addExcess(count).bytes();
    }
  }

  /** The first sample needs earlier samples. */
  record NoSync() implements MediaFault {
    @Override
    public byte[] applyTo(byte[] segment, long timescale) {
      return SampleEditor.of(segment).withoutSync().bytes();
    }
  }

  /** The segment states that it only fills a gap (ISO/IEC 23009-1, 6.3.4). */
  record Filler() implements MediaFault {
    @Override
    public byte[] applyTo(byte[] segment, long timescale) {
      return SegmentBoxes.withBrand(segment, "slat");
    }
  }

  /** The segment states that no other follows (ISO/IEC 23009-1, 6.3.4). */
  record Last() implements MediaFault {
    @Override
    public byte[] applyTo(byte[] segment, long timescale) {
      return SegmentBoxes.withBrand(segment, "lmsg");
    }
  }

  /** The segment belongs to a track that its init segment does not have. */
  record WrongTrack() implements MediaFault {
    @Override
    public byte[] applyTo(byte[] segment, long timescale) {
      return SegmentBoxes.withOtherTrack(segment);
    }
  }
}
