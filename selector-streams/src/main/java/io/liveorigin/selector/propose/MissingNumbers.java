package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.store.AfterCommitWrites;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.EntryKind;
import io.liveorigin.selector.store.TrackNotes;
import io.liveorigin.selector.task.OwnTracks;
import io.liveorigin.selector.task.Quarantine;
import io.liveorigin.selector.task.TaskSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Makes sure that every number of a track that has begun is decided, even if no pipeline publishes
 * it. A track begins with its first decision. From there on, its numbers are gone through in order:
 * a number with copies is left to them, and a number without copies gets a look, and with it a
 * decision, when it is missing. One timer per track is enough; while a track is published the timer
 * never fires, because each decision moves it on.
 *
 * <p>Nothing is decided about a number in a pause of the event, or after the last one of every
 * pipeline. When a whole window lies behind the newest copy, there is nothing left to play. Then
 * the track rests until the next copy comes, with which it begins anew.
 *
 * <p>A restart continues from a note, which lags: a number is looked at twice rather than never.
 * The process may also have died after the first decision was accepted and before the look that
 * would have made the note; therefore a restart learns the newest decisions, too. Stream thread.
 */
public final class MissingNumbers implements TrackState {
  /**
   * Numbers of a track that are gone through at once, so that catching up starves no other track.
   */
  private static final int NUMBERS = 16;

  /** Decisions of a track that a restart learns: no more can have missed their look. */
  private static final int LEARNED = 16;

  /** Numbers between two notes: a note for each number would be one more write for each segment. */
  private static final long NOTED_EVERY = 16;

  /** Delay before another look at a track whose numbers could not be gone through. */
  private static final long FAILED_MILLIS = 500;

  /** Delay before the proof, or the filler, is checked again. */
  private static final long AGAIN_MILLIS = 20;

  /** A younger copy is the beginning of a track; an older one is read while the task catches up. */
  private static final long LIVE_MILLIS = 60_000;

  private static final String WHOLE_TRACK = "";

  /**
   * @param first the number with which it began
   * @param next the smallest number that has not been gone through
   * @param newest the largest number with a copy that is decided
   * @param noted the number from which a restart continues
   */
  private record TrackPosition(long first, long next, long newest, long noted) {
    TrackPosition at(long number) {
      return new TrackPosition(first, number, newest, noted);
    }

    TrackPosition published(long number) {
      return new TrackPosition(first, next, Math.max(newest, number), noted);
    }

    TrackPosition noted(long number) {
      return new TrackPosition(first, next, newest, number);
    }
  }

  /** The position as it is stored. */
  public record Note(long first, long next) {}

  private final TaskSettings settings;
  private final OwnTracks own;
  private final ControlState control;
  private final CurrentDecisions decisions;
  private final CandidateStore candidates;
  private final TrackNotes notes;
  private final AfterCommitWrites afterCommit;
  private final BiPredicate<LiveEvent, SegmentAddress> paused;
  private final Quarantine quarantine;
  private final FillerProposals proposals;
  private final Map<Track, TrackPosition> tracks = new HashMap<>();
  private final LookTimers timers = new LookTimers();

  /**
   * @param paused whether every pipeline has announced that it does not publish a number
   * @param quarantine guards each track
   */
  public MissingNumbers(
      TaskSettings settings,
      OwnTracks own,
      ControlState control,
      CurrentDecisions decisions,
      FillerProposals proposals,
      CandidateStore candidates,
      TrackNotes notes,
      AfterCommitWrites afterCommit,
      BiPredicate<LiveEvent, SegmentAddress> paused,
      Quarantine quarantine) {
    this.settings = settings;
    this.own = own;
    this.control = control;
    this.decisions = decisions;
    this.candidates = candidates;
    this.notes = notes;
    this.afterCommit = afterCommit;
    this.paused = paused;
    this.quarantine = quarantine;
    this.proposals = proposals;
  }

  /**
   * Called after a restart, or when an event is defined or changed: its tracks get another look.
   */
  public void wake(LiveEvent event) {
    for (Track track : own.of(event)) {
      quarantine.step("holes", track, () -> wake(event, track));
    }
  }

  private void wake(LiveEvent event, Track track) {
    if (tracks.containsKey(track) || resumed(event, track)) {
      timers.set(at(track), Long.MIN_VALUE);
    }
  }

  private boolean resumed(LiveEvent event, Track track) {
    Optional<Note> note = notes.get(EntryKind.HOLES, track, WHOLE_TRACK, Note.class);
    Optional<SegmentAddress> newest =
        candidates.newestFirst(track, 0, Long.MAX_VALUE, 1).stream().findFirst();
    if (note.isPresent() && newest.isPresent()) {
      long next = note.get().next();
      tracks.put(track, new TrackPosition(note.get().first(), next, newest.get().number(), next));
    }
    learn(event, track);
    return tracks.containsKey(track);
  }

  private void learn(LiveEvent event, Track track) {
    List<SegmentAddress> newest =
        new ArrayList<>(candidates.newestFirst(track, 0, Long.MAX_VALUE, LEARNED));
    Collections.reverse(newest);
    long now = settings.clock().millis();
    for (SegmentAddress address : newest) {
      decisions
          .current(address)
          .ifPresent(d -> decided(event, address, candidates.of(address), d.decidedAt(), now));
    }
  }

  private SegmentAddress at(Track track) {
    return new SegmentAddress(track, tracks.get(track).next());
  }

  /**
   * A decision about a number stands. Called with each look at it; only the first call has an
   * effect.
   *
   * @param copies the copies of the number, as they are recorded
   * @param now epoch ms
   */
  void decided(LiveEvent event, SegmentAddress address, List<Candidate> copies, long now) {
    decided(event, address, copies, now, now);
  }

  /**
   * @param at instant of the decision, epoch ms
   */
  private void decided(
      LiveEvent event, SegmentAddress address, List<Candidate> copies, long at, long now) {
    Track track = address.track();
    TrackPosition before = tracks.get(track);
    if (copies.isEmpty()) {
      if (before != null && address.number() == before.next()) {
        moved(event, track, before.at(before.next() + 1), now);
      }
      return;
    }
    long first = first(event, address, copies.get(0), at);
    if (before == null) {
      begin(event, track, new TrackPosition(first, first, address.number(), first));
    } else if (over(event, before) && address.number() >= before.next()) {
      long next = address.number() + 1;
      begin(event, track, new TrackPosition(next, next, address.number(), next));
    } else if (first < before.first()) {
      begin(event, track, new TrackPosition(first, first, before.newest(), first));
    } else {
      published(event, address.number(), track, before, now);
    }
  }

  private void published(
      LiveEvent event, long number, Track track, TrackPosition before, long now) {
    TrackPosition after = before.published(number);
    if (number == before.next()) {
      moved(event, track, after.at(number + 1), now);
    } else if (!after.equals(before)) {
      tracks.put(track, after);
      arm(event, track);
    }
  }

  /**
   * The first number to be gone through. Numbers that were missing before the track began are not
   * waited for: a pipeline that publishes the past of a track publishes more of it. And a new cell
   * begins in the middle of the log: it cannot know what was published before that.
   */
  private static long first(LiveEvent event, SegmentAddress address, Candidate copy, long at) {
    Schedule schedule = event.schedule();
    long number = address.number();
    long afterDue = event.missing(address) - schedule.due(number);
    long passed =
        at - copy.arrival() < LIVE_MILLIS
            ? schedule.liveEdge(copy.arrival() - afterDue)
            : schedule.newestPermitted(copy.arrival());
    return Math.max(number, passed) + 1;
  }

  private void begin(LiveEvent event, Track track, TrackPosition reached) {
    timers.clear(track);
    tracks.put(track, reached);
    note(track, reached);
    arm(event, track);
  }

  private void note(Track track, TrackPosition reached) {
    notes.put(EntryKind.HOLES, track, WHOLE_TRACK, new Note(reached.first(), reached.next()));
  }

  private void moved(LiveEvent event, Track track, TrackPosition reached, long now) {
    timers.clear(at(track));
    tracks.put(track, noted(track, reached, now));
    arm(event, track);
  }

  /** Notes a position only when the proposals up to it are certain to have been written. */
  private TrackPosition noted(Track track, TrackPosition reached, long now) {
    long next = reached.next();
    if (next - reached.noted() < NOTED_EVERY) {
      return reached;
    }
    afterCommit.make(
        now,
        () -> {
          TrackPosition later = tracks.get(track);
          if (later != null && later.first() == reached.first()) {
            note(track, reached);
          }
        });
    return reached.noted(next);
  }

  private void arm(LiveEvent event, Track track) {
    SegmentAddress next = at(track);
    if (!over(event, tracks.get(track))) {
      timers.set(
          next,
          FillerProposals.wanted(event, next)
              ? event.schedule().decided(next.number())
              : event.missing(next));
    }
  }

  /** Whether nothing more is expected: the event is over, or nothing is left to play. */
  private static boolean over(LiveEvent event, TrackPosition reached) {
    Schedule schedule = event.schedule();
    return reached.next() > schedule.lastNumber()
        || (reached.next() > reached.newest()
            && schedule.expires(reached.newest()) <= schedule.decided(reached.next()));
  }

  /**
   * The instant at which it is decided that no pipeline published the number, epoch ms; empty if
   * this must not be decided.
   */
  OptionalLong instant(LiveEvent event, SegmentAddress address) {
    return tracks.containsKey(address.track()) && isExpected(event, address)
        ? OptionalLong.of(event.missing(address))
        : OptionalLong.empty();
  }

  private boolean isExpected(LiveEvent event, SegmentAddress address) {
    return event.definition().representation(address.track().representation()).isPresent()
        && address.number() <= event.schedule().lastNumber()
        && event.expects(address.number())
        && !paused.test(event, address);
  }

  /**
   * Called on each tick.
   *
   * @param now epoch ms
   * @param limit maximum number of tracks
   * @param look looks at a number that no pipeline has published
   */
  public void run(long now, int limit, Consumer<Address> look) {
    if (settings.clock().inaccuracy().isPresent()) {
      return;
    }
    for (Address next : timers.takeDue(now, limit)) {
      Track track = next.track();
      control
          .event(track)
          .ifPresent(
              event -> {
                // A track whose step fails gets another look: the failure may be temporary.
                timers.set(next, now + FAILED_MILLIS);
                quarantine.step("holes", track, () -> check(event, track, now, look));
              });
    }
  }

  private void check(LiveEvent event, Track track, long now, Consumer<Address> look) {
    TrackPosition reached = tracks.get(track);
    long proved = Watermark.proved(now, event.definition(), own.partition(), settings.evidence());
    long number = Math.max(reached.next(), event.schedule().windowStart(now));
    long end = number + NUMBERS;
    OptionalLong again = OptionalLong.empty();
    while (number < end && again.isEmpty() && !over(event, reached.at(number))) {
      SegmentAddress address = new SegmentAddress(track, number);
      if (event.schedule().decided(number) > now) {
        break;
      }
      if (isLeft(event, address)) {
        number++;
      } else if (event.missing(address) > now) {
        // So that the filler is made by then.
        proposals.prepare(event, address);
        again = OptionalLong.of(event.missing(address));
      } else if (event.missing(address) <= proved && proposals.settled(event, address, true, now)) {
        look.accept(address);
        number++;
      } else {
        again = OptionalLong.of(now + AGAIN_MILLIS);
      }
    }
    moved(event, track, tracks.get(track).at(number), now);
    if (again.isPresent()) {
      timers.set(at(track), again.getAsLong());
    }
  }

  /**
   * Whether nothing needs to be done about the number here: it is decided, or its copies lead to a
   * decision, or none is expected.
   */
  private boolean isLeft(LiveEvent event, SegmentAddress address) {
    return !isExpected(event, address)
        || !candidates.of(address).isEmpty()
        || decisions.current(address).isPresent();
  }

  @Override
  public void ended(Track track) {
    tracks.remove(track);
    timers.clear(track);
  }

  @Override
  public int tracks() {
    return tracks.size();
  }
}
