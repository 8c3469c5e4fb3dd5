package io.liveorigin.media.vtt;

/** The result of converting a segment to raw WebVTT. */
public sealed interface RawVttResult {
  /**
   * A WebVTT file.
   *
   * @param bytes UTF-8; the array is not shared
   */
  record Text(byte[] bytes) implements RawVttResult {}

  /**
   * The segment or its init segment is not WebVTT in MP4.
   *
   * @param why one sentence for operators, without a full stop
   */
  record Unreadable(String why) implements RawVttResult {}
}
