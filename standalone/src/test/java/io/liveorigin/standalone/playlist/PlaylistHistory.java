package io.liveorigin.standalone.playlist;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds the versions of one media playlist, in the order in which a client got them, against what
 * RFC 8216bis says of a server (6.2.1, 6.2.2): segments are added at the end and removed at the
 * beginning, and nothing that was listed changes. Not thread-safe.
 */
public final class PlaylistHistory {
  /** Dates are whole milliseconds, and EXTINF whole microseconds. */
  private static final Duration ROUNDING = Duration.ofMillis(2);

  /** A gap has the times of the schedule, from which audio is a frame away (ADR 31). */
  private static final Duration BESIDE_GAP = Duration.ofMillis(50);

  private final NavigableMap<Long, ListedSegment> seen = new TreeMap<>();
  private Optional<PlaylistText> before = Optional.empty();

  /**
   * The next version, full or a delta update of one that was added before. Returns what is wrong
   * with it, with the clause; nothing where all is right.
   */
  public List<String> add(PlaylistText next) {
    List<String> faults = new ArrayList<>(next.faults());
    if (next.segments().isEmpty() && next.skipped() == 0) {
      faults.add("no segment");
      return faults;
    }
    before.ifPresent(earlier -> compare(earlier, next, faults));
    alone(next, faults);
    if (next.skipped() > 0 && !seen.containsKey(next.mediaSequence())) {
      faults.add("skips " + next.mediaSequence() + ", which was never listed (6.2.5.1)");
    }
    next.segments().forEach(segment -> listed(segment, faults));
    before = Optional.of(next);
    return faults;
  }

  /** What was listed last, skipped lines included; empty at first. */
  public List<ListedSegment> segments() {
    return before
        .map(last -> List.copyOf(seen.subMap(last.mediaSequence(), last.last() + 1).values()))
        .orElse(List.of());
  }

  private static void compare(PlaylistText earlier, PlaylistText next, List<String> faults) {
    if (next.mediaSequence() < earlier.mediaSequence()) {
      faults.add(
          "EXT-X-MEDIA-SEQUENCE went back from "
              + earlier.mediaSequence()
              + " to "
              + next.mediaSequence()
              + " (6.2.2)");
    }
    if (next.last() < earlier.last()) {
      faults.add("the end went back from " + earlier.last() + " to " + next.last() + " (6.2.1)");
    }
    long was = earlier.number(PlaylistText.TARGET_DURATION, 0);
    long is = next.number(PlaylistText.TARGET_DURATION, 0);
    if (was != is) {
      faults.add("EXT-X-TARGETDURATION changed from " + was + " to " + is + " (6.2.1)");
    }
    if (earlier.ended() && (!next.ended() || next.last() != earlier.last())) {
      faults.add("changed behind EXT-X-ENDLIST (6.2.1)");
    }
  }

  private static void alone(PlaylistText next, List<String> faults) {
    long target = next.number(PlaylistText.TARGET_DURATION, 0);
    ListedSegment last = null;
    for (ListedSegment segment : next.segments()) {
      if (Math.round(segment.seconds()) > target) {
        faults.add(segment.number() + " lasts longer than the target duration (4.4.3.1)");
      }
      if (last != null) {
        follows(last, segment, faults);
      }
      last = segment;
    }
    if (next.skipped() == 0 && next.segments().get(0).gap()) {
      faults.add("begins with a gap, at which players stand (ADR 31)");
    }
  }

  private static void follows(ListedSegment last, ListedSegment segment, List<String> faults) {
    if (segment.date().isEmpty() != last.date().isEmpty()) {
      faults.add("some segments have a date and some none, " + segment.number() + " (ADR 31)");
    } else if (segment.date().isPresent() && !segment.tagged()) {
      Duration step = Duration.between(last.date().get(), segment.date().get());
      Duration off = step.minusNanos(Math.round(last.seconds() * 1e9)).abs();
      if (off.compareTo(last.gap() || segment.gap() ? BESIDE_GAP : ROUNDING) > 0) {
        faults.add(
            segment.number()
                + " is dated "
                + off.toMillis()
                + " ms off the end of the one before (6.2.1)");
      }
    }
    if (!segment.tagged() && !segment.map().equals(last.map())) {
      faults.add(segment.number() + " has another EXT-X-MAP without a discontinuity (4.4.4.3)");
    }
  }

  private void listed(ListedSegment segment, List<String> faults) {
    ListedSegment was = seen.putIfAbsent(segment.number(), segment);
    if (was == null) {
      return;
    }
    changed(segment, "URI", was.uri(), segment.uri(), "6.2.1", faults);
    changed(segment, "EXTINF", was.extinf(), segment.extinf(), "6.2.1", faults);
    changed(segment, "EXT-X-PROGRAM-DATE-TIME", was.date(), segment.date(), "6.2.1", faults);
    changed(segment, "EXT-X-GAP", was.gap(), segment.gap(), "6.2.1", faults);
    changed(segment, "EXT-X-MAP", was.map(), segment.map(), "6.2.1", faults);
    changed(
        segment,
        "discontinuity sequence number",
        was.discontinuity(),
        segment.discontinuity(),
        "6.2.2",
        faults);
  }

  private static void changed(
      ListedSegment segment,
      String what,
      Object was,
      Object is,
      String clause,
      List<String> faults) {
    // A delta update leaves out the EXT-X-MAP of what it skips (6.2.5.1).
    boolean leftOut = what.equals("EXT-X-MAP") && is.equals(Optional.empty());
    if (!was.equals(is) && !leftOut) {
      faults.add(
          what
              + " of "
              + segment.number()
              + " changed from "
              + was
              + " to "
              + is
              + " ("
              + clause
              + ")");
    }
  }
}
