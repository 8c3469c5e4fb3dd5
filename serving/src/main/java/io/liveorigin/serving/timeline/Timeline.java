package io.liveorigin.serving.timeline;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.hls.LineTimes;
import io.liveorigin.serving.hls.MediaPlaylist;
import io.liveorigin.serving.hls.PlaylistLength;
import io.liveorigin.serving.hls.PlaylistLine;
import io.liveorigin.serving.hls.TargetDuration;
import io.liveorigin.serving.hls.WrittenLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The lines of one track. They follow one another without holes: a number is listed when it and all
 * before it have a decision. A number that can no longer get one is listed as a gap once the
 * decision about a later number shows that. Gaps are the same in every node, because all read the
 * decisions of a track in one order. Any thread.
 */
final class Timeline {
  /** This many lines are dropped at once, so that a list of hours is not moved for each line. */
  private static final int DROPPED_TOGETHER = 256;

  private final Track track;

  /**
   * Decided numbers that are not listed yet; all decided numbers while no playlist has been shown.
   */
  private final TreeMap<Long, Listing> decided = new TreeMap<>();

  private List<WrittenLine> lines = new ArrayList<>();
  private EventInitTimeline changes = EventInitTimeline.NONE;
  private boolean loaded;

  /** Counts how often this node lost the partition. */
  private int losses;

  private boolean shown;

  /** Number of the last line that is not a gap; far below all numbers if there is none. */
  private long lastReal = Long.MIN_VALUE / 2;

  /** When the newest decision was made, epoch ms. */
  private long decidedAt = Long.MIN_VALUE;

  private long version;

  /** Smaller numbers belong to a list that was given up. */
  private long floor = Long.MIN_VALUE;

  /** Held while a playlist is made. It is taken before this object's own lock, never inside it. */
  private final Object making = new Object();

  private Optional<MediaPlaylist> made = Optional.empty();

  /** Read inside both locks. */
  private Optional<Basis> madeOf = Optional.empty();

  /** Everything besides the lines that a playlist depends on. */
  private record Basis(
      int most, int least, OptionalLong last, boolean ended, EventInitTimeline changes) {}

  private record Listed(Basis basis, List<WrittenLine> lines) {}

  Timeline(Track track) {
    this.track = track;
  }

  /** Whether the decisions of the index are loaded. */
  synchronized boolean loaded() {
    return loaded;
  }

  /**
   * Notes that decisions may be made that this node does not learn of, so that it must query the
   * index again.
   */
  synchronized void lost() {
    loaded = false;
    losses++;
  }

  /**
   * The current count of losses. A caller reads it before it queries the index, and passes it to
   * {@link #load}.
   */
  synchronized int losses() {
    return losses;
  }

  /**
   * Adds the decisions of the index.
   *
   * @param newest when the newest of the decisions was made, epoch ms
   * @param asked {@link #losses} before the first query of the index: a decision made since a loss
   *     may not be in {@code found}
   */
  synchronized void load(LiveEvent event, Map<Long, Listing> found, long newest, int asked) {
    found.forEach(this::add);
    decidedAt = Math.max(decidedAt, newest);
    loaded = asked == losses;
    if (loaded) {
      advance(event);
    }
  }

  /**
   * Adds an accepted decision.
   *
   * @param at when it was made, epoch ms
   */
  synchronized void accepted(LiveEvent event, long number, Listing listing, long at) {
    add(number, listing);
    decidedAt = Math.max(decidedAt, at);
    if (loaded) {
      advance(event);
    }
  }

  private void add(long number, Listing listing) {
    version++;
    if (number < floor) {
      return;
    }
    OptionalLong last = last();
    boolean before = !lines.isEmpty() && number < lines.get(0).line().number();
    if (before && !shown) {
      // The list has not been shown, and it begins with the smallest number.
      lines.clear();
      decided.putIfAbsent(number, listing);
    } else if (last.isEmpty() || number > last.getAsLong()) {
      decided.putIfAbsent(number, listing);
    }
  }

  private OptionalLong last() {
    return lines.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(lines.get(lines.size() - 1).line().number());
  }

  private void advance(LiveEvent event) {
    TargetDuration target = TargetDuration.of(event.definition());
    int most = PlaylistLength.of(event.definition(), target).orElse(0);
    while (!decided.isEmpty()) {
      OptionalLong last = last();
      Map.Entry<Long, Listing> next =
          last.isEmpty() ? decided.firstEntry() : decided.higherEntry(last.getAsLong());
      if (next == null) {
        return;
      }
      long number = last.isEmpty() ? next.getKey() : last.getAsLong() + 1;
      if (event.schedule().mediaStart(number) > decidedAt) {
        // Published ahead of its time. The event may still change over before it (ADR 31).
        return;
      }
      if (next.getKey() == number) {
        append(event, target, number, next.getValue());
      } else if (!isUndecidedForEver(event, number)) {
        return;
      } else if (next.getKey() - lastReal > most) {
        beginAnew(number);
      } else {
        append(event, target, number, Listing.GAP);
      }
      drop(most);
    }
  }

  /**
   * Begins a new list, because nothing that is listed can be played any more. Lines after it have
   * not been shown.
   */
  private void beginAnew(long from) {
    floor = from;
    lines.clear();
    decided.headMap(from).clear();
    shown = false;
  }

  /**
   * Whether a number before a decided one gets no decision any more: in a pause, or if a decided
   * number is so much later that all retries for this one are over.
   */
  private boolean isUndecidedForEver(LiveEvent event, long number) {
    Schedule schedule = event.schedule();
    long tries = schedule.duration().countFloor(schedule.retryDeadlineMillis());
    return !event.expects(number) || decided.lastKey() - number > tries + Schedule.AHEAD_SEGMENTS;
  }

  private void append(LiveEvent event, TargetDuration target, long number, Listing listing) {
    SegmentAddress address = new SegmentAddress(track, number);
    PlaylistLine line =
        new PlaylistLine(
            number,
            event.urls().fromPlaylist(address),
            LineTimes.of(event.schedule(), target, number, listing),
            listing.gap(),
            changes.at(track, number, event.urls()));
    lines.add(WrittenLine.of(line, event.schedule().availabilityStart()));
    lastReal = listing.gap() ? lastReal : number;
  }

  private void drop(int most) {
    if (shown) {
      last().ifPresent(last -> decided.headMap(last, true).clear());
    }
    if (lines.size() > most + DROPPED_TOGETHER) {
      lines = new ArrayList<>(lines.subList(lines.size() - most, lines.size()));
      decided.headMap(lines.get(0).line().number()).clear();
    }
  }

  /** Incremented with each decision. */
  synchronized long version() {
    return version;
  }

  /** Returns the listings of the numbers that are listed, and of later ones, without gaps. */
  synchronized Map<Long, Listing> listings() {
    Map<Long, Listing> all = new HashMap<>(decided);
    for (WrittenLine listed : lines) {
      LineTimes times = listed.line().times();
      if (!listed.line().gap()) {
        all.put(
            listed.line().number(),
            new Listing(false, times.timescale(), times.start(), times.duration()));
      }
    }
    all.values().removeIf(Listing::gap);
    return all;
  }

  /**
   * Returns the current playlist; the same object while nothing changes. A thread that adds a line
   * does not wait for it to be made, because a list of hours takes milliseconds.
   *
   * @param known how the event changes over
   * @param lagging whether this node may have missed a change; if so, no more lines are listed
   * @return empty if there are too few lines: the playlist would have to grow before it could be
   *     played, or has nothing playable
   */
  Optional<MediaPlaylist> playlist(LiveEvent event, EventInitTimeline known, boolean lagging) {
    TargetDuration target = TargetDuration.of(event.definition());
    OptionalInt most = PlaylistLength.of(event.definition(), target);
    if (most.isEmpty()) {
      return Optional.empty();
    }
    synchronized (making) {
      Optional<Listed> changed =
          lagging ? Optional.empty() : changed(event, target, most.getAsInt(), known);
      if (changed.isPresent()) {
        Listed now = changed.get();
        made =
            now.lines().size() < now.basis().least()
                ? Optional.empty()
                : Optional.of(new MediaPlaylist(target, now.lines(), now.basis().ended()));
        madeOf = Optional.of(now.basis());
      }
      return made;
    }
  }

  /** Returns the inputs of a new playlist; empty if they equal those of the last one. */
  private synchronized Optional<Listed> changed(
      LiveEvent event, TargetDuration target, int most, EventInitTimeline known) {
    OptionalLong last = last();
    boolean ended = last.isPresent() && last.getAsLong() >= event.schedule().lastNumber();
    int least = ended ? 1 : PlaylistLength.least(event.definition(), target);
    // A held request may have read the changes before other requests; known changes are never
    // removed.
    EventInitTimeline all = known.size() < changes.size() ? changes : known;
    Basis basis = new Basis(most, least, last, ended, all);
    if (madeOf.equals(Optional.of(basis))) {
      return Optional.empty();
    }
    follow(event, all);
    List<WrittenLine> listed = List.copyOf(MediaPlaylist.window(lines, most));
    shown |= listed.size() >= least;
    return Optional.of(new Listed(basis, listed));
  }

  /**
   * Follows the changes of init segments. A change lies after every number that was ever shown, so
   * only lines that were added since are written again.
   */
  private void follow(LiveEvent event, EventInitTimeline known) {
    if (!changes.equals(known)) {
      long from = changes.differsFrom(known);
      changes = known;
      lines.replaceAll(
          listed ->
              listed.line().number() < from
                  ? listed
                  : listed.with(
                      changes.at(track, listed.line().number(), event.urls()),
                      event.schedule().availabilityStart()));
    }
  }

  /**
   * Returns the smallest number after {@code last} that has no decision.
   *
   * @param last the last number that is listed
   */
  synchronized long awaited(long last) {
    long number = last + 1;
    while (decided.containsKey(number)) {
      number++;
    }
    return number;
  }
}
