package io.liveorigin.media.inspect;

import io.liveorigin.media.box.FourCc;
import java.util.List;
import java.util.Optional;

/**
 * The facts of an init segment about one track (ISO/IEC 14496-12, 8.3 to 8.8).
 *
 * @param trackId tkhd track_ID
 * @param timescale mdhd, ticks per second; never 0
 * @param handler hdlr handler_type, for example {@code vide} or {@code soun}
 * @param sampleEntry four-character code of the first stsd entry, for example {@code avc1}
 * @param defaultSampleDuration trex, ticks; 0 if a fragment must state it itself
 * @param defaultSampleSize trex, bytes
 * @param defaultSampleFlags trex, as in 8.8.3.1
 * @param entries entries of stsd; empty if only the first one's code is known
 * @param edits its edit list
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

  /** Creates a track without an edit list. */
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

  /** Creates a track of which no sample entry has been read. */
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

  /** Returns the sampling rate of the first sample entry, Hz; 0 if it states none. */
  int samplingRate() {
    return entries.isEmpty() ? 0 : entries.get(0).samplingRate();
  }

  /** Whether it is a track of video or audio. */
  boolean audioOrVideo() {
    return handler.equals(VIDEO) || handler.equals(AUDIO);
  }

  /**
   * Whether samples of a sample entry have initialization vectors of their own.
   *
   * @param index index of the entry, from 1; 0 stands for the first
   */
  boolean ownVectors(long index) {
    long at = Math.max(0, index - 1);
    return at < entries.size() && entries.get((int) at).ownVectors();
  }

  /** Returns the audio set-up of the first sample entry. */
  Optional<AudioSetup> audio() {
    return entries.isEmpty() ? Optional.empty() : entries.get(0).audio();
  }
}
