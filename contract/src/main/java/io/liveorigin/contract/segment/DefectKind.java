package io.liveorigin.contract.segment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The closed set of defect kinds, least severe first among the media-affecting ones. The severity
 * orders them by how much they disturb a viewer: a jump is better than a gap, and a gap is better
 * than a picture that cannot be decoded at all. {@link #CUSTOM} stands for every {@code x-*} kind
 * of a packager.
 */
public enum DefectKind {
  LATE(0),
  MISSING_SEGMENT(0),
  CONFLICTING_REPUBLISH(0),
  PIPELINE_SILENT(0),
  PIPELINE_BACK(0),
  NUMBERING_OFFSET(0),
  DISCONTINUITY(10),
  DECLARATION_MISMATCH(15),
  DECODE_TIME_MISMATCH(20),
  EXCESS_SAMPLES(30),
  LONGER_THAN_SCHEDULE(30),
  SHORTER_THAN_SCHEDULE(30),
  CUSTOM(40),
  MISSING_AUDIO_SAMPLES(50),
  DROPPED_VIDEO_FRAMES(50),
  FILLER(60),
  NO_SYNC_SAMPLE(70),
  CODEC_MISMATCH(80),
  TRUNCATED(90),
  MALFORMED(100),
  UNREADABLE(100);

  private final int severity;
  private final String wire;

  DefectKind(int severity) {
    this.severity = severity;
    this.wire = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** 0 if informational; otherwise 1 to 100, where larger is worse. */
  public int severity() {
    return severity;
  }

  /** Returns whether a viewer would notice. No candidate with a defect of such a kind is valid. */
  public boolean mediaAffecting() {
    return severity > 0;
  }

  /**
   * Returns whether a candidate with this defect may be served at all, if there is nothing better.
   * Media that cannot be decoded with the init segment stops a player, but a gap does not. Bytes
   * that are lost cannot be served.
   */
  public boolean playable() {
    return this != CODEC_MISMATCH && this != UNREADABLE;
  }

  /** The wire name, for example {@code dropped-video-frames}. */
  public String wire() {
    return wire;
  }

  /** The kind of that wire name; {@link #CUSTOM} for {@code x-*}; empty for anything else. */
  public static Optional<DefectKind> of(String wire) {
    if (wire.startsWith("x-")) {
      return Optional.of(CUSTOM);
    }
    return Arrays.stream(values()).filter(k -> k != CUSTOM && k.wire().equals(wire)).findFirst();
  }
}
