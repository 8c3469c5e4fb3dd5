package io.liveorigin.selector.absence;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.evidence.Evidence;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.store.AfterCommitWrites;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.TrackNotes;
import io.liveorigin.selector.store.UnreadableCopies;
import io.liveorigin.selector.task.OwnTracks;
import io.liveorigin.selector.task.Quarantine;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reports {@code late} if a pipeline's segment had not arrived when it was due, and {@code
 * missing-segment} if it had not arrived when it was gone. After several of these in a row it
 * reports {@code pipeline-silent} instead, until {@code pipeline-back} ({@link SilenceRule}). A
 * pipeline that never sends anything is reported, too.
 *
 * <p>The arrival at ingest counts, not the instant at which this task read the copy. A copy that
 * arrived in time may be written to the log much later if the brokers were unavailable: ingest
 * keeps it and continues to try. Therefore nothing is reported about a number before every copy
 * that arrived until it was gone is certain to be in the log, and no later record can contradict
 * the report: every cell and every replay reports the same, with the same ids (ADR 25).
 *
 * <p>A track is watched from its first candidate of any pipeline on, or from the startTime that its
 * event declares. Watching ends with endTime; for a pipeline that sent {@code lmsg}, it ends with
 * that segment. Nothing is reported about numbers in a pause of the event. Stream thread.
 */
public final class AbsenceDetector implements TrackState {
  /** Takes the findings. */
  public interface Report {
    /**
     * @param eventTime when it became true, epoch ms
     * @param saidAt timestamp of the record, epoch ms: later than {@code eventTime} if it is a
     *     repetition
     */
    void absent(
        SegmentAddress address, String pipeline, Defect defect, long eventTime, long saidAt);
  }

  /**
   * Subtracted from the instant of a proof: a copy that arrived just before an instant is in the
   * log only when Kafka has acknowledged it.
   */
  static final long ACKNOWLEDGED_WITHIN_MILLIS = 1_000;

  /**
   * How long after a segment is gone ingest may continue to store a copy that arrived just before.
   * Ingest tries for at least this long, however late the copy arrived.
   */
  public static final long KEPT_TRYING_MILLIS = 10_000;

  /**
   * A younger candidate is the beginning of a track; an older one is read while the task catches
   * up.
   */
  private static final long LIVE_MILLIS = 60_000;

  private static final long INTERVAL_MILLIS = 250;

  /**
   * One look covers at most this many numbers of a track, so that catching up starves no other
   * track.
   */
  private static final int LOOKS = 64;

  /** The tracks of this task's partition, for exactly this instance of the definition. */
  private record EventTracks(LiveEvent event, List<Track> tracks) {}

  private final CandidateStore candidates;
  private final UnreadableCopies unreadable;
  private final AbsenceProgressStore progressStore;
  private final Evidence evidence;
  private final OwnTracks own;
  private final Report report;
  private final AfterCommitWrites afterCommit;
  private final Quarantine quarantine;
  private final Map<EventId, EventTracks> tracks = new HashMap<>();
  private long nextLook = Long.MIN_VALUE;

  public AbsenceDetector(
      CandidateStore candidates,
      UnreadableCopies unreadable,
      TrackNotes notes,
      Evidence evidence,
      OwnTracks own,
      Report report,
      AfterCommitWrites afterCommit,
      Quarantine quarantine) {
    this.candidates = candidates;
    this.unreadable = unreadable;
    this.progressStore = new AbsenceProgressStore(notes);
    this.evidence = evidence;
    this.own = own;
    this.report = report;
    this.afterCommit = afterCommit;
    this.quarantine = quarantine;
  }

  /**
   * A candidate of a known event was recorded.
   *
   * @param now epoch ms
   */
  public void published(LiveEvent event, SegmentAddress address, Candidate candidate, long now) {
    Track track = address.track();
    Optional<AbsenceProgress> before = progressStore.of(track);
    AbsenceProgress after =
        before
            .orElseGet(() -> begin(event, address, candidate, now))
            .published(candidate.pipeline(), address.number(), candidate.facts().last());
    if (before.isEmpty() || !after.equals(before.get())) {
      progressStore.keep(track, after);
    }
  }

  /** Whether every pipeline of the event has announced that it does not publish that number. */
  public boolean paused(LiveEvent event, SegmentAddress address) {
    Optional<AbsenceProgress> progress = progressStore.of(address.track());
    return progress.isPresent()
        && event.definition().pipelines().stream()
            .allMatch(pipeline -> progress.get().pauses(pipeline, address.number()));
  }

  /**
   * The beginning of a track. A new cell begins in the middle of the log: it cannot know what the
   * pipelines published before that, nor since when one of them may be silent.
   */
  private static AbsenceProgress begin(
      LiveEvent event, SegmentAddress address, Candidate first, long now) {
    Schedule schedule = event.schedule();
    return now - first.arrival() < LIVE_MILLIS
        ? AbsenceProgress.from(Math.max(address.number(), schedule.liveEdge(first.arrival())))
        : AbsenceProgress.from(
                Math.max(address.number(), schedule.newestPermitted(first.arrival()) + 1))
            .withUnknown(event.definition().pipelines());
  }

  /**
   * An event was defined or changed. An event with a startTime is watched whether or not any
   * pipeline publishes; segments that were due before the definition do not count.
   *
   * @param at the instant of the definition, epoch ms
   */
  public void defined(LiveEvent event, long at) {
    if (event.definition().startTime().isEmpty()) {
      return;
    }
    long first = Math.max(event.schedule().firstNumber(), event.schedule().liveEdge(at) + 1);
    for (Track track : tracks(event)) {
      if (progressStore.of(track).isEmpty()) {
        progressStore.keep(track, AbsenceProgress.from(first));
      }
    }
  }

  @Override
  public void ended(Track track) {
    tracks.remove(track.event());
    progressStore.ended(track);
  }

  @Override
  public int tracks() {
    return progressStore.tracks();
  }

  /**
   * Looks at the numbers whose time has come; returns at once if the last look was too recent.
   *
   * @param now epoch ms
   */
  public void detect(Collection<LiveEvent> events, long now) {
    if (now >= nextLook) {
      nextLook = now + INTERVAL_MILLIS;
      events.forEach(event -> detect(event, now));
    }
  }

  private void detect(LiveEvent event, long now) {
    long proved = proved(event, now);
    if (proved == Evidence.NONE) {
      return;
    }
    for (Track track : tracks(event)) {
      quarantine.step(
          "absence",
          track,
          () ->
              progressStore
                  .of(track)
                  .ifPresent(progress -> detect(event, track, progress, now, proved)));
    }
  }

  private void detect(
      LiveEvent event, Track track, AbsenceProgress progress, long now, long proved) {
    Schedule schedule = event.schedule();
    // Numbers that have left the window are passed over: whether they were there can no longer be
    // said.
    long next = Math.max(progress.next(), schedule.windowStart(now));
    Map<String, Long> runs = new HashMap<>(progress.runs());
    for (int i = 0; i < LOOKS && next <= schedule.lastNumber(); i++, next++) {
      if (schedule.gone(next) + KEPT_TRYING_MILLIS > proved) {
        break;
      }
      find(event, new SegmentAddress(track, next), progress, runs);
    }
    AbsenceProgress after = progress.advancedTo(next, runs);
    if (!after.equals(progress)) {
      progressStore.advanced(track, after);
      // Only then: until the reports are certain to have been written, a restart repeats them.
      afterCommit.make(now, () -> progressStore.reported(track, after));
    }
  }

  private void find(
      LiveEvent event, SegmentAddress address, AbsenceProgress progress, Map<String, Long> runs) {
    List<Candidate> copies = candidates.of(address);
    runs.keySet().retainAll(event.definition().pipelines());
    for (String pipeline : event.definition().pipelines()) {
      SilenceRule.Finding finding =
          SilenceRule.find(
              event.schedule(),
              address.number(),
              delivery(event, address, pipeline, copies, progress),
              Optional.ofNullable(runs.get(pipeline)));
      finding
          .run()
          .ifPresentOrElse(first -> runs.put(pipeline, first), () -> runs.remove(pipeline));
      for (SilenceRule.Statement said : finding.said()) {
        SegmentAddress about = new SegmentAddress(address.track(), said.number());
        report.absent(about, pipeline, said.defect(), said.eventTime(), said.saidAt());
      }
    }
  }

  private SilenceRule.Delivery delivery(
      LiveEvent event,
      SegmentAddress address,
      String pipeline,
      List<Candidate> copies,
      AbsenceProgress progress) {
    Schedule schedule = event.schedule();
    long number = address.number();
    OptionalLong arrival =
        copies.stream()
            .filter(c -> c.pipeline().equals(pipeline))
            .mapToLong(Candidate::arrival)
            .min();
    if (arrival.isPresent() && arrival.getAsLong() <= schedule.due(number)) {
      return SilenceRule.Delivery.IN_TIME;
    }
    if (unreadable.pipelines(address).contains(pipeline)) {
      // A copy came, but it is unreadable: it is neither known to be late nor missing.
      return SilenceRule.Delivery.IN_TIME;
    }
    if (progress.pauses(pipeline, number) || !event.expects(number)) {
      return SilenceRule.Delivery.PAUSED;
    }
    return arrival.isPresent() && arrival.getAsLong() <= schedule.gone(number)
        ? SilenceRule.Delivery.LATE
        : SilenceRule.Delivery.MISSING;
  }

  /** The instant up to which every arrived copy has been read, or {@link Evidence#NONE}. */
  private long proved(LiveEvent event, long now) {
    long proved = now;
    for (String pipeline : event.definition().pipelines()) {
      long until = evidence.consumedUntil(Topics.segments(pipeline), own.partition());
      if (until == Evidence.NONE) {
        return Evidence.NONE;
      }
      proved = Math.min(proved, until);
    }
    return proved - ACKNOWLEDGED_WITHIN_MILLIS;
  }

  /**
   * The tracks of this task's partition. They are computed anew only when the definition has
   * changed.
   */
  private List<Track> tracks(LiveEvent event) {
    EventTracks known = tracks.get(event.id());
    if (known == null || known.event() != event) {
      known = new EventTracks(event, own.of(event));
      tracks.put(event.id(), known);
    }
    return known.tracks();
  }
}
