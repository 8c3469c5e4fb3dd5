package io.liveorigin.media.inspect;

import io.liveorigin.media.box.FourCc;
import java.util.List;
import java.util.Optional;

/**
 * What an init segment says about one track (ISO/IEC 14496-12, 8.3 to 8.8).
 *
 * @param trackId tkhd track_ID
 * @param timescale mdhd, ticks per second; never 0
 * @param handler hdlr handler_type, for example {@code vide} or {@code soun}
 * @param sampleEntry four-character code of the first stsd entry, for example {@code avc1}
 * @param defaultSampleDuration trex, ticks; 0 where a fragment must say it itself
 * @param defaultSampleSize trex, bytes
 * @param defaultSampleFlags trex, as in 8.8.3.1
 * @param entries of stsd; empty where only the first one's code is known
 * @param edits of its edit list
 */
public record InitTrack(
    long trackId,
    long timescale,
    String handler,
    String sampleEntry,
    long defaultSampleDuration,
    long defaultSampleSize,
    int defaultSampleFlags,
    List<SampleEntry> entries,
    EditList edits) {
  static final String VIDEO = FourCc.text(FourCc.VIDE);
  static final String AUDIO = FourCc.text(FourCc.SOUN);

  public InitTrack {
    entries = List.copyOf(entries);
  }

  /** Without an edit list. */
  public InitTrack(
      long trackId,
      long timescale,
      String handler,
      String sampleEntry,
      long defaultSampleDuration,
      long defaultSampleSize,
      int defaultSampleFlags,
      List<SampleEntry> entries) {
    this(
        trackId,
        timescale,
        handler,
        sampleEntry,
        defaultSampleDuration,
        defaultSampleSize,
        defaultSampleFlags,
        entries,
        EditList.NONE);
  }

  /** Of which no sample entry has been read. */
  public InitTrack(
      long trackId,
      long timescale,
      String handler,
      String sampleEntry,
      long defaultSampleDuration,
      long defaultSampleSize,
      int defaultSampleFlags) {
    this(
        trackId,
        timescale,
        handler,
        sampleEntry,
        defaultSampleDuration,
        defaultSampleSize,
        defaultSampleFlags,
        List.of());
  }

  /** Hz, as the first sample entry says; 0 where it does not. */
  int samplingRate() {
    return entries.isEmpty() ? 0 : entries.get(0).samplingRate();
  }

  /** Whether it is of pictures or sound. */
  boolean audioOrVideo() {
    return handler.equals(VIDEO) || handler.equals(AUDIO);
  }

  /**
   * Whether samples of a sample entry have initialization vectors of their own.
   *
   * @param index of the entry, from 1; 0 stands for the first
   */
  boolean ownVectors(long index) {
    long at = Math.max(0, index - 1);
    return at < entries.size() && entries.get((int) at).ownVectors();
  }

  /** Of the first sample entry. */
  Optional<AudioSetup> audio() {
    return entries.isEmpty() ? Optional.empty() : entries.get(0).audio();
  }
}
