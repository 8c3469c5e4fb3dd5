package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.intake.CandidateIntake;
import io.liveorigin.selector.intake.RecordCheck;
import io.liveorigin.selector.life.TrackLives;
import io.liveorigin.selector.propose.LookQueue;
import io.liveorigin.selector.store.UnreadableCopies;
import io.liveorigin.selector.task.OwnTracks;
import io.liveorigin.selector.task.TaskSettings;
import org.apache.kafka.streams.processor.api.Record;

/** Processes the records of segments and init segments. Stream thread. */
final class CandidateRecords {
  /**
   * How many numbers beyond ingest's limit are accepted: hours of media, however wrong the clocks
   * are.
   */
  private static final long NUMBERS_AHEAD = 10_000;

  private final TaskSettings settings;
  private final OwnTracks own;
  private final ControlState control;
  private final TrackLives lives;
  private final UnreadableCopies unreadable;
  private final LookQueue lookQueue;
  private final CandidateIntake intake;
  private final DefectReports reports;
  private final AddressLooks looks;

  CandidateRecords(
      TaskSettings settings,
      OwnTracks own,
      ControlState control,
      TrackLives lives,
      UnreadableCopies unreadable,
      LookQueue lookQueue,
      CandidateIntake intake,
      DefectReports reports,
      AddressLooks looks) {
    this.settings = settings;
    this.own = own;
    this.control = control;
    this.lives = lives;
    this.unreadable = unreadable;
    this.lookQueue = lookQueue;
    this.intake = intake;
    this.reports = reports;
    this.looks = looks;
  }

  /**
   * Takes a candidate in and looks at its address. Throws if the content of the record contradicts
   * its key, partition or header fields.
   */
  void take(Record<String, byte[]> record, RecordPosition position) {
    SegmentRecord segment = SegmentRecord.read(position.topic(), record.key(), record.headers());
    Candidate candidate = segment.candidate(position, record.value().length, record.timestamp());
    RecordCheck.require(segment, own.partition(), own.partitions(), record.value());
    long now = settings.clock().millis();
    Address address = segment.address();
    requirePlausible(address, now);
    if (lives.over(address.track())) {
      // The record belongs to an earlier event of that name.
      return;
    }
    lives.touched(address.track(), now);
    settings.monitor().candidate(candidate.pipeline(), candidate.valid());
    if (address instanceof SegmentAddress media) {
      lookQueue.arrives(media);
    }
    Candidate recorded = intake.take(address, candidate, record.value(), now);
    reports.all(address, recorded);
    looks.evaluate(address, now);
    // Last, so that the bytes are copied while the proposal is on its way.
    settings.listener().candidate(address, recorded, record.value());
  }

  /** A number that is far outside of what ingest accepts would stay in the store for ever. */
  private void requirePlausible(Address address, long now) {
    if (address instanceof SegmentAddress media) {
      control
          .event(address.track())
          .map(event -> SaturatingMath.sum(event.schedule().newestPermitted(now), NUMBERS_AHEAD))
          .filter(newest -> media.number() > newest)
          .ifPresent(
              newest -> {
                throw new OriginException(
                    ErrorCode.NUMBER_OUTSIDE_SCHEDULE,
                    "number must be at most " + newest + " now, but is " + media.number());
              });
    }
  }

  /**
   * Marks a copy that could not be processed: it is not absent. A copy whose number cannot be read
   * counts for no number, and a number that no pipeline may publish needs no mark.
   */
  void markUnreadable(Record<String, byte[]> record, RecordPosition position) {
    SegmentRecord.addressOf(record.key(), record.headers())
        .filter(address -> own.contains(address.track()) && permitted(address))
        .ifPresent(address -> unreadable.mark(address, Topics.pipelineOf(position.topic())));
  }

  private boolean permitted(SegmentAddress address) {
    long now = settings.clock().millis();
    return control
        .event(address.track())
        .filter(e -> e.definition().representation(address.track().representation()).isPresent())
        .map(LiveEvent::schedule)
        .filter(
            schedule ->
                address.number() >= schedule.oldestPermitted(now)
                    && address.number() <= schedule.newestPermitted(now))
        .isPresent();
  }
}
