package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;

/**
 * The encryption of the samples of the current track fragment (ISO/IEC 23001-7, 7): with
 * initialization vectors of their own, samples need a senc box, or saiz and saio. If sample groups
 * determine which samples are encrypted, nothing is judged. One thread.
 */
final class SampleEncryption {
  private boolean sizes;
  private boolean offsets;
  private boolean grouped;
  private boolean inside;
  private long described;
  private long samples;

  /** Begins a track fragment. */
  void begin() {
    sizes = false;
    offsets = false;
    grouped = false;
    inside = false;
    described = 0;
    samples = 0;
  }

  /** Takes one of its boxes; those that are not about encryption are ignored. */
  void box(int type, BoxFields fields) {
    if (type == FourCc.SENC) {
      inside = true;
      fields.skip(4);
      described = fields.u32();
    } else if (type == FourCc.SBGP) {
      fields.skip(4);
      grouped |= fields.s32() == FourCc.SEIG;
    } else {
      sizes |= type == FourCc.SAIZ;
      offsets |= type == FourCc.SAIO;
    }
  }

  /** Takes one of its runs. */
  void run(long count) {
    samples += count;
  }

  /**
   * Ends the track fragment.
   *
   * @param track its track
   * @param index index of the sample entry that describes its samples, from 1; 0 stands for the
   *     first
   * @param at offset of its traf box
   */
  void end(InitTrack track, long index, int at, StructureDefects structureDefects) {
    if (samples == 0 || grouped || !track.ownVectors(index)) {
      return;
    }
    if (inside && described != samples) {
      structureDefects.malformed("sample-encryption", at);
    } else if (!inside && !(sizes && offsets)) {
      structureDefects.malformed("no-sample-encryption", at);
    }
  }
}
