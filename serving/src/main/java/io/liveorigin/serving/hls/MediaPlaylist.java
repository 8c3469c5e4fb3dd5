package io.liveorigin.serving.hls;

import java.util.List;

/**
 * A media playlist. Valid by construction: what RFC 8216bis asks of one text holds for each.
 * Immutable.
 *
 * @param targetDuration of the event
 * @param lines at least one, in their order without holes; the first one is no gap
 * @param ended whether no line will follow
 */
public record MediaPlaylist(TargetDuration targetDuration, List<ListedLine> lines, boolean ended) {
  public MediaPlaylist {
    lines = List.copyOf(lines);
    if (lines.isEmpty() || lines.get(0).line().gap()) {
      throw new IllegalArgumentException("a playlist must begin with a segment that is no gap");
    }
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i).line();
      if (!targetDuration.allows(line.micros())) {
        throw new IllegalArgumentException(
            "segment "
                + line.number()
                + " must last more than 0 us and, rounded, at most "
                + targetDuration.seconds()
                + " s, but lasts "
                + line.micros()
                + " us");
      }
      if (i > 0) {
        requireNext(lines.get(i - 1).line(), line);
      }
    }
  }

  private static void requireNext(Line before, Line line) {
    if (line.number() != before.number() + 1) {
      throw new IllegalArgumentException(
          "segment " + line.number() + " must not follow " + before.number());
    }
    long changed = line.init().changes() - before.init().changes();
    if (line.discontinuity() ? changed != 1 : !line.init().equals(before.init())) {
      throw new IllegalArgumentException(
          "at "
              + line.number()
              + " the init segment must be the same, or the next from there on, but was "
              + before.init()
              + " and is "
              + line.init());
    }
  }

  /**
   * The newest lines as a playlist may begin with them: leading gaps are left out.
   *
   * @param lines of one track, in their order without holes
   * @param most how many lines a playlist has at most
   * @return empty where nothing but gaps would be left
   */
  public static List<ListedLine> window(List<ListedLine> lines, int most) {
    int from = Math.max(0, lines.size() - most);
    while (from < lines.size() && lines.get(from).line().gap()) {
      from++;
    }
    return lines.subList(from, lines.size());
  }

  /** Number of the last segment. */
  public long last() {
    return lines.get(lines.size() - 1).line().number();
  }

  Line first() {
    return lines.get(0).line();
  }

  /** Media sequence number of the first line (4.4.3.2). */
  long mediaSequence() {
    return first().number();
  }

  /** Discontinuity sequence number of the first line, without the tag in front of it (4.4.3.3). */
  long discontinuitySequence() {
    Line first = first();
    return first.init().changes() - (first.discontinuity() ? 1 : 0);
  }

  /**
   * How many lines a delta update leaves out: those that end at least the skip boundary before the
   * end of the list (6.2.5.1).
   */
  int skippable() {
    long boundary = targetDuration.skipUntil() * 1_000_000;
    long after = 0;
    int at = lines.size();
    while (at > 0 && after < boundary) {
      at--;
      after += lines.get(at).line().micros();
    }
    return after < boundary ? 0 : at;
  }
}
