package io.liveorigin.media.vtt;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times within a payload, as in karaoke (W3C WebVTT, 4.2.2). They are on the clock of the file that
 * the packager read; ctim states the time of the sample on that clock (ISO/IEC 14496-30, 7.7.1).
 * Pure.
 */
final class CueTimestamps {
  private static final String TIME = "(?:([0-9]{2,9}):)?([0-5][0-9]):([0-5][0-9])\\.([0-9]{3})";
  private static final Pattern ALONE = Pattern.compile("\\s*" + TIME + "\\s*");
  private static final Pattern TAG = Pattern.compile("<" + TIME + ">");
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private CueTimestamps() {}

  /** Writes a time as {@code 00:00:00.000}; hours have more digits if they need them. */
  static String write(long millis) {
    return "%02d:%02d:%02d.%03d"
        .formatted(
            millis / HOUR, millis % HOUR / MINUTE, millis % MINUTE / SECOND, millis % SECOND);
  }

  /**
   * Returns the payload with its times moved to the clock of the cue's own. If the difference
   * between the clocks is not known, they are left out, and all of the text is shown from the
   * beginning.
   *
   * @param time time of the cue's beginning on the clock of the payload
   * @param start the same on the clock of the cue, ms
   */
  static String moved(String payload, Optional<String> time, long start) {
    OptionalLong from = time.map(CueTimestamps::read).orElse(OptionalLong.empty());
    return TAG.matcher(payload)
        .replaceAll(
            tag ->
                from.isEmpty()
                    ? ""
                    : "<"
                        + write(Math.max(start, start + millis(tag::group) - from.getAsLong()))
                        + ">");
  }

  private static OptionalLong read(String time) {
    Matcher matcher = ALONE.matcher(time);
    return matcher.matches() ? OptionalLong.of(millis(matcher::group)) : OptionalLong.empty();
  }

  private interface Groups {
    String get(int group);
  }

  private static long millis(Groups groups) {
    long hours = groups.get(1) == null ? 0 : Long.parseLong(groups.get(1));
    return hours * HOUR
        + Long.parseLong(groups.get(2)) * MINUTE
        + Long.parseLong(groups.get(3)) * SECOND
        + Long.parseLong(groups.get(4));
  }
}
