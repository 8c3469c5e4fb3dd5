package io.liveorigin.selector.absence;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.evidence.Evidence;
import io.liveorigin.selector.store.Afterwards;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.TrackNotes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reports {@code late} where a pipeline's segment had not arrived when it was due, and {@code
 * missing-segment} where it had not when it was gone: once for each segment and pipeline, also for
 * a pipeline that never sends anything. What counts is when a copy arrived at ingest, not when this
 * task came to read it, so every cell and every replay reports the same, with the same ids.
 *
 * <p>A track is watched from its first candidate of any pipeline on, or from the startTime that its
 * event declares; until endTime, and for a pipeline that sent {@code lmsg}, until that. Stream
 * thread.
 */
public final class AbsenceWatch {
  /** Takes what is found. */
  public interface Report {
    /**
     * @param eventTime when it became true, epoch ms
     */
    void absent(SegmentAddress address, String pipeline, Defect defect, long eventTime);
  }

  /**
   * How much older than an instant proof must be: a copy that arrived just in time is in the log
   * only when Kafka has acknowledged it.
   */
  static final long ACKNOWLEDGED_WITHIN_MILLIS = 1_000;

  /** A candidate this young is the beginning of a track; an older one is read in catching up. */
  private static final long LIVE_MILLIS = 60_000;

  private static final long INTERVAL_MILLIS = 250;

  /** Numbers of a track that are looked at in one go, so that catching up starves nobody. */
  private static final int LOOKS = 64;

  private static final String WHOLE_TRACK = "";

  /** Tracks of this task's partition, as that very definition has them. */
  private record Own(LiveEvent event, List<Track> tracks) {}

  private final CandidateStore store;
  private final TrackNotes notes;
  private final Evidence evidence;
  private final int partition;
  private final int partitions;
  private final Report report;
  private final Afterwards afterwards;
  private final Map<Track, Optional<Watch>> watches = new HashMap<>();
  private final Map<EventId, Own> tracks = new HashMap<>();
  private long nextLook = Long.MIN_VALUE;

  public AbsenceWatch(
      CandidateStore store,
      TrackNotes notes,
      Evidence evidence,
      int partition,
      int partitions,
      Report report,
      Afterwards afterwards) {
    this.store = store;
    this.notes = notes;
    this.evidence = evidence;
    this.partition = partition;
    this.partitions = partitions;
    this.report = report;
    this.afterwards = afterwards;
  }

  /**
   * A candidate of a known event was recorded.
   *
   * @param now epoch ms
   */
  public void published(LiveEvent event, SegmentAddress address, Candidate candidate, long now) {
    Track track = address.track();
    Optional<Watch> before = watch(track);
    Watch after =
        before
            .orElseGet(() -> Watch.from(beginning(event, address, candidate, now)))
            .published(candidate.pipeline(), address.number(), candidate.facts().last());
    if (before.isEmpty() || !after.equals(before.get())) {
      keep(track, after);
    }
  }

  /**
   * The first number to look at. A new cell begins in the middle of the log: what its pipelines may
   * have published before that it cannot know.
   */
  private static long beginning(
      LiveEvent event, SegmentAddress address, Candidate first, long now) {
    return now - first.arrival() < LIVE_MILLIS
        ? Math.max(address.number(), event.schedule().liveEdge(first.arrival()))
        : Math.max(address.number(), event.schedule().newestPermitted(first.arrival()) + 1);
  }

  /**
   * An event was defined or changed. One with a startTime is watched whether anybody publishes or
   * not; what was due before it was defined does not count.
   *
   * @param at when it was, epoch ms
   */
  public void defined(LiveEvent event, long at) {
    if (event.definition().startTime().isEmpty()) {
      return;
    }
    long first = Math.max(event.schedule().firstNumber(), event.schedule().liveEdge(at) + 1);
    for (Track track : tracks(event)) {
      if (watch(track).isEmpty()) {
        keep(track, Watch.from(first));
      }
    }
  }

  /** An event was deleted: if it is ever defined again, that is a new beginning. */
  public void deleted(EventId id) {
    tracks.remove(id);
    List<Track> own = watches.keySet().stream().filter(t -> t.event().equals(id)).toList();
    for (Track track : own) {
      watches.remove(track);
      notes.delete(TrackNotes.ABSENCE, track, WHOLE_TRACK);
    }
  }

  /**
   * Looks at the numbers whose time has come, not more often than is of use.
   *
   * @param now epoch ms
   */
  public void look(Collection<LiveEvent> events, long now) {
    if (now >= nextLook) {
      nextLook = now + INTERVAL_MILLIS;
      events.forEach(event -> look(event, now));
    }
  }

  private void look(LiveEvent event, long now) {
    long proved = proved(event, now);
    if (proved == Evidence.NONE) {
      return;
    }
    for (Track track : tracks(event)) {
      watch(track).ifPresent(watch -> look(event, track, watch, now, proved));
    }
  }

  private void look(LiveEvent event, Track track, Watch watch, long now, long proved) {
    Schedule schedule = event.schedule();
    // What has left the window is forgotten: whether it was there can no longer be said.
    long oldest = schedule.windowStart(now);
    long due = Math.max(watch.nextDue(), oldest);
    for (int i = 0; i < LOOKS && due <= schedule.lastNumber(); i++, due++) {
      if (schedule.due(due) > proved) {
        break;
      }
      find(event, track, watch, due, DefectKind.LATE, schedule.due(due));
    }
    long gone = Math.max(watch.nextGone(), oldest);
    for (int i = 0; i < LOOKS && gone <= schedule.lastNumber(); i++, gone++) {
      if (schedule.gone(gone) > proved) {
        break;
      }
      find(event, track, watch, gone, DefectKind.MISSING_SEGMENT, schedule.gone(gone));
    }
    Watch after = watch.lookedAt(due, gone);
    if (!after.equals(watch)) {
      watches.put(track, Optional.of(after));
      // Only then: until it is certain that they have arrived, a restart reports them again.
      afterwards.make(now, () -> lookedAt(track, after));
    }
  }

  private void lookedAt(Track track, Watch looked) {
    stored(track).ifPresent(w -> store(track, w.lookedAt(looked.nextDue(), looked.nextGone())));
  }

  private void find(
      LiveEvent event, Track track, Watch watch, long number, DefectKind kind, long instant) {
    SegmentAddress address = new SegmentAddress(track, number);
    List<Candidate> candidates = store.candidates(address);
    for (String pipeline : event.definition().pipelines()) {
      boolean there =
          candidates.stream()
              .anyMatch(c -> c.pipeline().equals(pipeline) && c.arrival() <= instant);
      if (!there && !watch.pauses(pipeline, number)) {
        Map<String, Object> parameters = Map.of("due", event.schedule().due(number));
        report.absent(
            address, pipeline, Defect.of(kind, DefectSource.SELECTOR, parameters), instant);
      }
    }
  }

  /** The instant until which everything that arrived has been read. */
  private long proved(LiveEvent event, long now) {
    long proved = now;
    for (String pipeline : event.definition().pipelines()) {
      long until = evidence.consumedUntil(Topics.segments(pipeline), partition);
      if (until == Evidence.NONE) {
        return Evidence.NONE;
      }
      proved = Math.min(proved, until);
    }
    return proved - ACKNOWLEDGED_WITHIN_MILLIS;
  }

  /** Those of this task's partition. Found anew only when the definition has changed. */
  private List<Track> tracks(LiveEvent event) {
    Own known = tracks.get(event.id());
    if (known == null || known.event() != event) {
      known = new Own(event, find(event));
      tracks.put(event.id(), known);
    }
    return known.tracks();
  }

  private List<Track> find(LiveEvent event) {
    return event.definition().representations().stream()
        .map(Representation::id)
        .map(id -> new Track(event.id(), id))
        .filter(track -> Topics.partition(track, partitions) == partition)
        .toList();
  }

  private Optional<Watch> watch(Track track) {
    return watches.computeIfAbsent(track, this::stored);
  }

  /** What the pipelines said is stored at once, how far was looked is not. */
  private void keep(Track track, Watch watch) {
    watches.put(track, Optional.of(watch));
    Watch positions = stored(track).orElse(watch);
    store(track, watch.lookedAt(positions.nextDue(), positions.nextGone()));
  }

  private Optional<Watch> stored(Track track) {
    return notes.get(TrackNotes.ABSENCE, track, WHOLE_TRACK, Watch.class);
  }

  private void store(Track track, Watch watch) {
    notes.put(TrackNotes.ABSENCE, track, WHOLE_TRACK, watch);
  }
}
