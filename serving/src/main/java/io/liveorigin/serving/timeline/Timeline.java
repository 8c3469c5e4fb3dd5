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
 * before it have a decision. A number that can no longer get one is listed as a gap, when a later
 * number is decided that says so: that is the same in every node, since all read the decisions of a
 * track in one order. Any thread.
 */
final class Timeline {
  /** So many lines are dropped at once, so that a list of hours is not moved for each. */
  private static final int DROPPED_TOGETHER = 256;

  private final Track track;

  /** What is decided and not listed yet; all of it while no playlist has been shown. */
  private final TreeMap<Long, Listing> decided = new TreeMap<>();

  private List<WrittenLine> lines = new ArrayList<>();
  private EventInitTimeline changes = EventInitTimeline.NONE;
  private boolean loaded;

  /** Counts how often this node lost the partition. */
  private int losses;

  private boolean shown;

  /** Number of the last line that is no gap; far below all numbers where there is none. */
  private long lastReal = Long.MIN_VALUE / 2;

  /** When the newest decision was made, epoch ms. */
  private long decidedAt = Long.MIN_VALUE;

  private long version;

  /** What is smaller belongs to a list that is given up. */
  private long floor = Long.MIN_VALUE;

  /** Held while a playlist is made: before this object's own lock, never inside of it. */
  private final Object making = new Object();

  private Optional<MediaPlaylist> made = Optional.empty();

  /** Read inside of both locks. */
  private Optional<Basis> madeOf = Optional.empty();

  /** What a playlist depends on beside the lines. */
  private record Basis(
      int most, int least, OptionalLong last, boolean ended, EventInitTimeline changes) {}

  private record Listed(Basis basis, List<WrittenLine> lines) {}

  Timeline(Track track) {
    this.track = track;
  }

  /** Whether it has what the index knew. */
  synchronized boolean loaded() {
    return loaded;
  }

  /** Decisions may be made that this node does not hear of: it must ask the index again. */
  synchronized void lost() {
    loaded = false;
    losses++;
  }

  /** To be told with what the index is asked from now on. */
  synchronized int losses() {
    return losses;
  }

  /**
   * Adds what the index knows.
   *
   * @param newest when the newest of the decisions was made, epoch ms
   * @param asked {@link #losses} when the index was asked first: what is decided since a loss may
   *     not be in {@code found}
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
      // Nobody has seen the list, and it begins with the smallest number.
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
      } else if (!passedOver(event, number)) {
        return;
      } else if (next.getKey() - lastReal > most) {
        beginAnew(number);
      } else {
        append(event, target, number, Listing.GAP);
      }
      drop(most);
    }
  }

  /** Nothing that is listed can be played any more. Nobody has seen what comes after it. */
  private void beginAnew(long from) {
    floor = from;
    lines.clear();
    decided.headMap(from).clear();
    shown = false;
  }

  /**
   * Whether a number before one that is decided gets no decision any more: in a pause, or where the
   * numbers behind it are decided for longer than anybody tries.
   */
  private boolean passedOver(LiveEvent event, long number) {
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

  /** Counts up with each decision. */
  synchronized long version() {
    return version;
  }

  /** What is known of the numbers that are listed, and of those behind them; gaps are left out. */
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
   * The playlist now; the same object while nothing changes. Whoever adds a line does not wait for
   * it to be made: a list of hours takes milliseconds.
   *
   * @param known how the event changes over
   * @param lagging whether this node may have missed a change: then nothing more is listed
   * @return empty where there are too few lines for one: it would have to grow before it could be
   *     played, or has nothing that can be
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

  /** What a playlist is to be made of; empty where that is what it was made of. */
  private synchronized Optional<Listed> changed(
      LiveEvent event, TargetDuration target, int most, EventInitTimeline known) {
    OptionalLong last = last();
    boolean ended = last.isPresent() && last.getAsLong() >= event.schedule().lastNumber();
    int least = ended ? 1 : PlaylistLength.least(event.definition(), target);
    // A held request asked before others: the known changes never get fewer.
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

  /** A change lies behind all that was ever shown: only what was added since is written anew. */
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
   * The smallest number after {@code last} that has no decision.
   *
   * @param last the last one that is listed
   */
  synchronized long awaited(long last) {
    long number = last + 1;
    while (decided.containsKey(number)) {
      number++;
    }
    return number;
  }
}
