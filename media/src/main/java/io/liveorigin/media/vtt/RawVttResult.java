package io.liveorigin.media.vtt;

/** What came of a segment that was to be raw WebVTT. */
public sealed interface RawVttResult {
  /**
   * A WebVTT file.
   *
   * @param bytes UTF-8, not shared with anybody
   */
  record Text(byte[] bytes) implements RawVttResult {}

  /**
   * The segment or its init segment is not WebVTT in MP4.
   *
   * @param why one sentence for operators, without a full stop
   */
  record Unreadable(String why) implements RawVttResult {}
}
