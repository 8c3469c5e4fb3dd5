package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Saturated;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.contract.wire.SegmentRecord;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.absence.AbsenceWatch;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.judge.LateInspection;
import io.liveorigin.selector.life.TrackLives;
import io.liveorigin.selector.quarantine.Quarantine;
import io.liveorigin.selector.store.Afterwards;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.ChosenStore;
import io.liveorigin.selector.store.TrackNotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Takes candidates and control records of one partition in their order and proposes decisions. All
 * that a task does to its state, it does in this one thread.
 */
final class ProposeProcessor implements Processor<String, byte[], String, byte[]> {
  /** Looks per tick, so that catching up never starves the consumer. */
  private static final int LOOKS_PER_TICK = 256;

  /** Inspections that are made up for in a tick: about a millisecond. */
  private static final int CHECKS_PER_TICK = 32;

  /** Lost winners a tick: each may cost viewers a change, and a whole log may be lost. */
  private static final int LOST_PER_TICK = 4;

  /** Beyond what ingest permits: hours, whatever the clocks say. */
  private static final long NUMBERS_AHEAD = 10_000;

  private final TaskSettings settings;
  private ProcessorContext<String, byte[]> context;
  private CandidateStore store;
  private final ControlState control = new ControlState();
  private final Afterwards afterwards = new Afterwards();
  private Proposer proposer;
  private Intake intake;
  private UncheckedCopies unchecked;
  private LostWinners lost;
  private AbsenceWatch absence;
  private ControlChanges changes;
  private Settling settling;
  private Expiry expiry;
  private TrackLives lives;
  private int partition;

  /** After a restart: the next tick judges them again. */
  private final List<Address> judgedAgain = new ArrayList<>();

  private Quarantine quarantine;

  ProposeProcessor(TaskSettings settings) {
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    partition = context.taskId().partition();
    quarantine =
        new Quarantine(
            settings.cell(), partition, settings.clock()::millis, settings.monitor()::quarantined);
    KeyValueStore<Bytes, byte[]> kafkaStore = context.getStateStore(CandidateStore.NAME);
    store = new CandidateStore(kafkaStore, quarantine);
    store.forEachControl((key, value) -> applyControl(key, Optional.of(value)));
    TrackNotes notes = new TrackNotes(kafkaStore);
    ChosenStore chosen = context.getStateStore(SelectorTopology.CHOSEN);
    ChosenStore chosenInits = context.getStateStore(SelectorTopology.CHOSEN_INITS);
    lives = new TrackLives(control);
    Judge judge = new Judge(store, notes, chosenInits::get);
    absence =
        new AbsenceWatch(
            store,
            notes,
            settings.evidence(),
            partition,
            settings.partitions(),
            this::reportAbsence,
            afterwards,
            quarantine);
    proposer = new Proposer(settings, partition, control, store, judge, chosen, chosenInits);
    proposer.recover(quarantine);
    for (Address address : proposer.pending()) {
      quarantine.step(
          "recover",
          address,
          () -> {
            if (proposer.lacksWinner(address)) {
              judgedAgain.add(address);
            }
          });
    }
    LateInspection inspection = new LateInspection(store);
    unchecked = new UncheckedCopies(control, store, inspection, judge, afterwards);
    unchecked.recover();
    intake = new Intake(control, store, judge, inspection, unchecked, absence, chosenInits::get);
    lost = new LostWinners(store, chosen);
    changes = new ControlChanges(control, store, afterwards, partition, settings.partitions());
    settling = new Settling(proposer::settled);
    control.invalidations().forEach(settling::await);
    expiry = new Expiry(control, store, chosen, proposer, unchecked, lives, quarantine);
    List.of(proposer, unchecked, absence, changes, expiry, judge, notes, store)
        .forEach(lives::keptIn);
    List.of(store, chosen, chosenInits).forEach(lives::storedIn);
    lives.recover(settings.clock().millis());
    context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    RecordPosition position =
        new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset());
    String key = record.key() == null ? "" : record.key();
    if (metadata.topic().equals(Topics.CONTROL)) {
      quarantine.record("control", position, key, () -> onControl(record));
    } else if (record.value() != null) {
      String step = metadata.topic().startsWith(Topics.INITS_PREFIX) ? "init" : "segment";
      if (!quarantine.record(step, position, key, () -> onCandidate(record, position))) {
        markUnreadable(record, position);
      }
    }
    settings.evidence().processed(metadata.topic(), metadata.partition(), metadata.offset());
  }

  /**
   * A copy that could not be processed is not absent either. What does not even say of which number
   * it is a copy is a copy of none; and a number that nobody may publish needs no mark.
   */
  private void markUnreadable(Record<String, byte[]> record, RecordPosition position) {
    quarantine.step(
        "mark",
        position,
        () -> {
          SegmentAddress address =
              SegmentRecord.addressOf(record.key(), record.headers()).orElse(null);
          if (address != null && belongs(address) && permitted(address)) {
            store.markUnreadable(address, Topics.pipelineOf(position.topic()));
          }
        });
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

  private boolean belongs(Address address) {
    return Topics.partition(address.track(), settings.partitions()) == partition;
  }

  /** A number that ingest would have refused by far would stay in the store for ever. */
  private void requirePlausible(Address address, long now) {
    if (address instanceof SegmentAddress media) {
      control
          .event(address.track())
          .map(event -> Saturated.sum(event.schedule().newestPermitted(now), NUMBERS_AHEAD))
          .filter(newest -> media.number() > newest)
          .ifPresent(
              newest -> {
                throw new OriginException(
                    ErrorCode.NUMBER_OUTSIDE_SCHEDULE,
                    "number must be at most " + newest + " now, but is " + media.number());
              });
    }
  }

  private void onCandidate(Record<String, byte[]> record, RecordPosition position) {
    SegmentRecord segment = SegmentRecord.read(position.topic(), record.key(), record.headers());
    Candidate candidate = segment.candidate(position, record.value().length, record.timestamp());
    RecordCheck.require(segment, partition, settings.partitions(), record.value());
    long now = settings.clock().millis();
    requirePlausible(segment.address(), now);
    if (lives.over(segment.address().track())) {
      // Of an earlier event of that name.
      return;
    }
    lives.touched(segment.address().track(), now);
    settings.monitor().candidate(candidate.pipeline(), candidate.valid());
    if (segment.address() instanceof SegmentAddress media) {
      proposer.arrives(media);
    }
    Candidate recorded = intake.take(segment.address(), candidate, record.value(), now);
    recorded.defects().forEach(defect -> report(segment.address(), recorded, defect));
    look(segment.address(), now);
    // Last: the bytes are copied while the proposal is on its way.
    settings.listener().candidate(segment.address(), recorded, record.value());
  }

  private void report(Address address, Candidate candidate, Defect defect) {
    if (defect.source() == DefectSource.SELECTOR) {
      settings.monitor().derived(candidate.pipeline(), defect);
    }
    DefectRecord value =
        address instanceof SegmentAddress media
            ? DefectRecord.of(media, candidate, defect, mediaTime(media))
            : DefectRecord.ofInit((InitAddress) address, candidate, defect);
    forward(address, value.toJson(), candidate.arrival(), SelectorTopology.DEFECTS_SINK);
  }

  private void reportAbsence(
      SegmentAddress address, String pipeline, Defect defect, long eventTime, long saidAt) {
    settings.monitor().derived(pipeline, defect);
    DefectRecord value =
        DefectRecord.ofAbsence(address, pipeline, defect, eventTime, mediaTime(address));
    forward(address, value.toJson(), saidAt, SelectorTopology.DEFECTS_SINK);
  }

  private long mediaTime(SegmentAddress address) {
    return control
        .event(address.track())
        .map(e -> e.schedule().mediaStart(address.number()))
        .orElse(0L);
  }

  private void onControl(Record<String, byte[]> record) {
    if (record.key() == null) {
      throw new OriginException(ErrorCode.INVALID_JSON, "control record without a key");
    }
    Optional<byte[]> value = Optional.ofNullable(record.value());
    changes.before(record.key());
    Optional<EventId> changed = changes.eventOf(record.key());
    changed.ifPresent(proposer::changes);
    long before =
        changed.flatMap(control::event).map(e -> e.definition().incarnation()).orElse(-1L);
    applyControl(record.key(), value);
    store.putControl(record.key(), value);
    changed.ifPresent(id -> lives.changed(id, before));
    long now = settings.clock().millis();
    for (LiveEvent event : changes.after(record.key())) {
      proposer.initsOf(event).forEach(init -> lives.touched(init.track(), now));
      absence.defined(event, record.timestamp());
      proposer.initsOf(event).forEach(address -> lookGuarded(address, now));
      proposer.pendingOf(event).forEach(address -> lookGuarded(address, now));
      unchecked.defined(event.id());
    }
    if (record.value() != null) {
      changes.invalidation(record.key()).ifPresent(settling::await);
    }
  }

  private void applyControl(String key, Optional<byte[]> value) {
    control.apply(key, value);
  }

  /**
   * Every step for itself: what fails for one address leaves the others and the next step alone.
   */
  private void tick(long unused) {
    long now = settings.clock().millis();
    List<Address> again = List.copyOf(judgedAgain);
    judgedAgain.clear();
    again.forEach(address -> quarantine.step("judge", address, () -> judgeAgain(address)));
    checkUnchecked(now);
    giveUpLost(now);
    for (Address address : proposer.wantingALook(now, LOOKS_PER_TICK)) {
      lives.touched(address.track(), now);
      lookGuarded(address, now);
      if (address instanceof InitAddress init) {
        quarantine.step("init-chosen", init, () -> onInit(init, now));
      }
    }
    quarantine.step("mask", "partition " + partition, () -> work(now));
    quarantine.step(
        "settle",
        "partition " + partition,
        () ->
            settling
                .take(changes.workLeft())
                .forEach(done -> settings.listener().settled(partition, done)));
    if (settings.clock().doubt().isEmpty()) {
      // What is absent, and what has left the window, follows from the time.
      quarantine.step(
          "absence", "partition " + partition, () -> absence.look(control.events(), now));
      quarantine.step("expiry", "partition " + partition, () -> expiry.run(now));
    }
    quarantine.step("afterwards", "partition " + partition, () -> afterwards.run(now));
    quarantine.step("ended", "partition " + partition, () -> lives.run(now));
  }

  private void checkUnchecked(long now) {
    for (SegmentAddress address : unchecked.take(CHECKS_PER_TICK)) {
      quarantine.step(
          "inspect",
          address,
          () -> unchecked.check(address, now).forEach(copy -> reportDerived(address, copy)));
      lookGuarded(address, now);
    }
  }

  private void giveUpLost(long now) {
    for (LostBytes.Lost claim : settings.lost().take(partition, LOST_PER_TICK)) {
      quarantine.step(
          "lost",
          claim.address(),
          () -> lost.mark(claim).ifPresent(marked -> reportDerived(claim.address(), marked)));
      lookGuarded(claim.address(), now);
    }
  }

  private void work(long now) {
    for (SegmentAddress address : changes.takeWork(now, LOOKS_PER_TICK)) {
      quarantine.step(
          "judge",
          address,
          () -> {
            if (proposer.withoutWinner(address)) {
              judgeAgain(address);
            }
          });
      lookGuarded(address, now);
      settling.looked(address);
    }
  }

  /** An init segment was chosen: what came before it can be held against it now. */
  private void onInit(InitAddress init, long now) {
    if (proposer.changed(init)) {
      // What had no winner because of the one before may have one now.
      changes.all(init.track());
    }
    unchecked.initCame(init.track());
    for (Address waiting : proposer.pendingOf(init.track())) {
      quarantine.step("judge", waiting, () -> judgeAgain(waiting));
      lookGuarded(waiting, now);
    }
  }

  private void judgeAgain(Address address) {
    if (address instanceof SegmentAddress media) {
      for (Candidate candidate : intake.takeAgain(media)) {
        reportDerived(media, candidate);
      }
    }
  }

  private void reportDerived(SegmentAddress address, Candidate candidate) {
    candidate.defects().stream()
        .filter(defect -> defect.source() == DefectSource.SELECTOR)
        .forEach(defect -> report(address, candidate, defect));
  }

  private void lookGuarded(Address address, long now) {
    quarantine.step("look", address, () -> look(address, now));
  }

  private void look(Address address, long now) {
    if (!belongs(address)) {
      // Accepted from a record in the wrong partition: the task that owns the track decides.
      return;
    }
    proposer.look(address, now).ifPresent(decision -> propose(decision, now));
  }

  private void propose(Decision decision, long now) {
    String sink =
        decision.address() instanceof InitAddress
            ? SelectorTopology.INIT_SELECTIONS_SINK
            : SelectorTopology.SELECTIONS_SINK;
    forward(decision.address(), DecisionJson.write(decision), now, sink);
  }

  private void forward(Address address, byte[] value, long timestamp, String sink) {
    context.forward(new Record<>(address.track().key(), value, timestamp), sink);
  }

  @Override
  public void close() {
    settings.listener().partitionLost(partition);
  }
}
