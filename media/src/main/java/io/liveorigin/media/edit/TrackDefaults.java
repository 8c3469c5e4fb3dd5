package io.liveorigin.media.edit;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The defaults of the init segment for values that fragments omit (trex, ISO/IEC 14496-12, 8.8.3).
 *
 * @param duration default_sample_duration, ticks
 * @param size default_sample_size, bytes
 * @param flags default_sample_flags
 */
public record TrackDefaults(OptionalLong duration, OptionalLong size, OptionalInt flags) {
  /** No defaults, for a segment without an init segment. */
  public static final TrackDefaults NONE =
      new TrackDefaults(OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty());
}
