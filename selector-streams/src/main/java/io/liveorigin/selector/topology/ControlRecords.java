package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.clock.NodeClock;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.absence.AbsenceDetector;
import io.liveorigin.selector.change.ControlChanges;
import io.liveorigin.selector.change.InvalidationProgress;
import io.liveorigin.selector.intake.UncheckedCopies;
import io.liveorigin.selector.life.TrackLives;
import io.liveorigin.selector.propose.LookQueue;
import io.liveorigin.selector.propose.MissingNumbers;
import io.liveorigin.selector.store.ControlCopies;
import io.liveorigin.selector.task.OwnTracks;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Processes control records, and looks at once at the addresses that they change. Stream thread.
 */
final class ControlRecords {
  private final NodeClock clock;
  private final OwnTracks own;
  private final ControlState control;
  private final ControlCopies copies;
  private final ControlChanges changes;
  private final InvalidationProgress progress;
  private final TrackLives lives;
  private final LookQueue lookQueue;
  private final UncheckedCopies unchecked;
  private final AbsenceDetector absence;
  private final MissingNumbers missingNumbers;
  private final AddressLooks looks;

  ControlRecords(
      NodeClock clock,
      OwnTracks own,
      ControlState control,
      ControlCopies copies,
      ControlChanges changes,
      InvalidationProgress progress,
      TrackLives lives,
      LookQueue lookQueue,
      UncheckedCopies unchecked,
      AbsenceDetector absence,
      MissingNumbers missingNumbers,
      AddressLooks looks) {
    this.clock = clock;
    this.own = own;
    this.control = control;
    this.copies = copies;
    this.changes = changes;
    this.progress = progress;
    this.lives = lives;
    this.lookQueue = lookQueue;
    this.unchecked = unchecked;
    this.absence = absence;
    this.missingNumbers = missingNumbers;
    this.looks = looks;
  }

  /** Applies one record. Throws if it is not a control record. */
  void take(Record<String, byte[]> record) {
    if (record.key() == null) {
      throw new OriginException(ErrorCode.INVALID_JSON, "a control record has no key");
    }
    Optional<byte[]> value = Optional.ofNullable(record.value());
    changes.before(record.key());
    Optional<EventId> changed = changes.eventOf(record.key());
    changed.ifPresent(lookQueue::changes);
    long before =
        changed.flatMap(control::event).map(e -> e.definition().incarnation()).orElse(-1L);
    control.apply(record.key(), value);
    copies.put(record.key(), value);
    changed.ifPresent(id -> lives.changed(id, before));
    changes.after(record.key()).forEach(event -> defined(event, record.timestamp()));
    if (value.isPresent()) {
      changes.invalidation(record.key()).ifPresent(progress::await);
    }
  }

  private void defined(LiveEvent event, long at) {
    long now = clock.millis();
    List<Track> tracks = own.of(event);
    tracks.forEach(track -> lives.touched(track, now));
    absence.defined(event, at);
    missingNumbers.wake(event);
    tracks.forEach(track -> looks.guarded(new InitAddress(track), now));
    for (Address address : lookQueue.of(event)) {
      looks.reportRecorded(address);
      looks.guarded(address, now);
    }
    unchecked.defined(event.id());
  }
}
