package io.liveorigin.serving.hls;

import io.liveorigin.contract.schedule.NumberRange;
import java.util.List;
import java.util.Optional;

/**
 * A media playlist. Valid by construction: each instance fulfils all that RFC 8216bis requires of a
 * single playlist. Immutable.
 *
 * @param targetDuration of the event
 * @param lines at least one, in order and without holes; the first one is not a gap
 * @param ended whether no line will follow
 * @param form whether it belongs to the event or to a view, and of which kind
 */
public record MediaPlaylist(
    TargetDuration targetDuration, List<WrittenLine> lines, boolean ended, PlaylistForm form) {
  /** The playlist of an event. */
  public MediaPlaylist(TargetDuration targetDuration, List<WrittenLine> lines, boolean ended) {
    this(targetDuration, lines, ended, PlaylistForm.LIVE);
  }

  public MediaPlaylist {
    lines = List.copyOf(lines);
    if (lines.isEmpty() || lines.get(0).line().gap()) {
      throw new IllegalArgumentException("a playlist must begin with a segment that is not a gap");
    }
    for (int i = 0; i < lines.size(); i++) {
      PlaylistLine line = lines.get(i).line();
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

  /**
   * Bounds on the number of lines of an event's playlist.
   *
   * @param least the minimum while more lines will follow
   */
  public record Limits(int least, int most) {}

  private static void requireNext(PlaylistLine before, PlaylistLine line) {
    if (line.number() != before.number() + 1) {
      throw new IllegalArgumentException(
          "segment " + line.number() + " must not follow " + before.number());
    }
    long changed = line.init().changes() - before.init().changes();
    if (line.discontinuity() ? changed != 1 : !line.init().equals(before.init())) {
      throw new IllegalArgumentException(
          "segment "
              + line.number()
              + " must keep the init segment or change to the next one, but it was "
              + before.init()
              + " and is "
              + line.init());
    }
  }

  /**
   * Returns the newest lines without leading gaps, with which a playlist must not begin.
   *
   * @param lines of one track, in order and without holes
   * @param most how many lines a playlist has at most
   * @return empty if only gaps would be left
   */
  public static List<WrittenLine> window(List<WrittenLine> lines, int most) {
    int from = Math.max(0, lines.size() - most);
    while (from < lines.size() && lines.get(from).line().gap()) {
      from++;
    }
    return lines.subList(from, lines.size());
  }

  /**
   * Returns the part of this playlist that a view lists. This playlist must be that of the event.
   *
   * @param range the numbers of the view
   * @param ends whether the view states its own end
   * @param limits how many lines a playlist of the event has
   * @return empty if there are too few lines yet, or none that can be played
   */
  public Optional<MediaPlaylist> part(NumberRange range, boolean ends, Limits limits) {
    int from = index(range.first());
    int to = range.last() >= last() ? lines.size() : index(range.last() + 1);
    List<WrittenLine> part = window(lines.subList(Math.min(from, to), to), lines.size());
    boolean over = ended || last() >= range.last();
    if (part.isEmpty() || !over && part.size() < limits.least()) {
      return Optional.empty();
    }
    PlaylistForm form =
        over && keeps(range.first(), limits)
            ? PlaylistForm.VOD
            : ends && !over ? PlaylistForm.EVENT : PlaylistForm.OPEN;
    return Optional.of(new MediaPlaylist(targetDuration, part, over, form));
  }

  /** Returns whether no line from that number on has left the playlist of the event. */
  public boolean keeps(long number, Limits limits) {
    return number > last() - limits.most();
  }

  private int index(long number) {
    return (int) Math.max(0, Math.min(lines.size(), number - first().number()));
  }

  /** Number of the last segment. */
  public long last() {
    return lines.get(lines.size() - 1).line().number();
  }

  PlaylistLine first() {
    return lines.get(0).line();
  }

  /** Media sequence number of the first line (4.4.3.2). */
  public long mediaSequence() {
    return first().number();
  }

  /**
   * Discontinuity sequence number of the first line, not counting the tag before that line
   * (4.4.3.3).
   */
  long discontinuitySequence() {
    PlaylistLine first = first();
    return first.init().changes() - (first.discontinuity() ? 1 : 0);
  }

  /**
   * How many lines a delta update leaves out: those that end at or before the skip boundary, which
   * is measured from the end of the list (6.2.5.1).
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
