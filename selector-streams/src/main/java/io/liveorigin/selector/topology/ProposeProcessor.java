package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.contract.wire.SegmentRecord;
import io.liveorigin.selector.absence.AbsenceWatch;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.store.Afterwards;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.ChosenStore;
import io.liveorigin.selector.store.TrackNotes;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes candidates and control records of one partition in their order and proposes decisions. All
 * that a task does to its state, it does in this one thread.
 */
final class ProposeProcessor implements Processor<String, byte[], String, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(ProposeProcessor.class);

  /** Looks per tick, so that catching up never starves the consumer. */
  private static final int LOOKS_PER_TICK = 256;

  private static final long CLOCK_TOLERANCE_MILLIS = 2_000;

  private final TaskSettings settings;
  private ProcessorContext<String, byte[]> context;
  private CandidateStore store;
  private final ControlState control = new ControlState();
  private final Afterwards afterwards = new Afterwards();
  private Proposer proposer;
  private Intake intake;
  private AbsenceWatch absence;
  private ControlChanges changes;
  private Settling settling;
  private Expiry expiry;
  private int partition;

  /** After a restart: the next tick judges them again. */
  private List<Address> judgedAgain = List.of();

  ProposeProcessor(TaskSettings settings) {
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    partition = context.taskId().partition();
    KeyValueStore<Bytes, byte[]> kafkaStore = context.getStateStore(CandidateStore.NAME);
    store = new CandidateStore(kafkaStore);
    store.forEachControl((key, value) -> applyControl(key, Optional.of(value)));
    TrackNotes notes = new TrackNotes(kafkaStore);
    ChosenStore chosenInits = context.getStateStore(SelectorTopology.CHOSEN_INITS);
    Judge judge = new Judge(store, notes, chosenInits::get);
    absence =
        new AbsenceWatch(
            store,
            notes,
            settings.evidence(),
            partition,
            settings.partitions(),
            this::reportAbsence,
            afterwards);
    proposer =
        new Proposer(
            settings,
            partition,
            control,
            store,
            judge,
            context.getStateStore(SelectorTopology.CHOSEN),
            chosenInits);
    proposer.recover();
    judgedAgain = proposer.withoutWinner();
    intake = new Intake(control, store, judge, absence);
    changes = new ControlChanges(control, store, afterwards, partition, settings.partitions());
    settling = new Settling(proposer::settled);
    control.invalidations().forEach(settling::await);
    expiry =
        new Expiry(
            control,
            store,
            context.getStateStore(SelectorTopology.CHOSEN),
            proposer,
            partition,
            settings.partitions());
    context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    try {
      if (metadata.topic().equals(Topics.CONTROL)) {
        onControl(record);
      } else if (record.value() != null) {
        onCandidate(record, metadata);
      }
    } catch (OriginException e) {
      requireUnreadable(e);
      settings.monitor().unreadable(metadata.topic());
      LOG.error("record {} is passed over: {}", metadata, e.getMessage());
    }
    settings.evidence().processed(metadata.topic(), metadata.partition(), metadata.offset());
  }

  /** A record that nobody can read is passed over; trouble with a store stops the task. */
  private static void requireUnreadable(OriginException e) {
    switch (e.code()) {
      case STORAGE_UNAVAILABLE, INTERNAL -> throw e;
      default -> {
        // Another code means the record itself is at fault.
      }
    }
  }

  private void onCandidate(Record<String, byte[]> record, RecordMetadata metadata) {
    SegmentRecord segment = SegmentRecord.read(metadata.topic(), record.key(), record.headers());
    RecordPosition position =
        new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset());
    Candidate candidate = segment.candidate(position, record.value().length, record.timestamp());
    long now = context.currentSystemTimeMs();
    watchClock(record.timestamp(), now);
    settings.monitor().candidate(candidate.pipeline(), candidate.valid());
    if (segment.address() instanceof SegmentAddress media) {
      proposer.arrives(media);
    }
    Optional<Candidate> recorded = intake.take(segment.address(), candidate, record.value(), now);
    if (recorded.isEmpty()) {
      return;
    }
    settings.listener().candidate(segment.address(), recorded.get(), record.value());
    if (segment.address() instanceof SegmentAddress media) {
      recorded.get().defects().forEach(defect -> report(media, recorded.get(), defect));
    }
    look(segment.address(), now);
  }

  private void watchClock(long timestamp, long now) {
    if (timestamp - now > CLOCK_TOLERANCE_MILLIS) {
      settings.monitor().clockBehind(now, timestamp - now);
    }
  }

  private void report(SegmentAddress address, Candidate candidate, Defect defect) {
    if (defect.source() == DefectSource.SELECTOR) {
      settings.monitor().derived(candidate.pipeline(), defect);
    }
    DefectRecord value = DefectRecord.of(address, candidate, defect, mediaTime(address));
    forward(address, value.toJson(), candidate.arrival(), SelectorTopology.DEFECTS_SINK);
  }

  private void reportAbsence(
      SegmentAddress address, String pipeline, Defect defect, long eventTime) {
    settings.monitor().derived(pipeline, defect);
    DefectRecord value =
        DefectRecord.ofAbsence(address, pipeline, defect, eventTime, mediaTime(address));
    forward(address, value.toJson(), eventTime, SelectorTopology.DEFECTS_SINK);
  }

  private long mediaTime(SegmentAddress address) {
    return control
        .event(address.track().event())
        .map(e -> e.schedule().mediaStart(address.number()))
        .orElse(0L);
  }

  private void onControl(Record<String, byte[]> record) {
    if (record.key() == null) {
      throw new OriginException(ErrorCode.INVALID_JSON, "control record without a key");
    }
    Optional<byte[]> value = Optional.ofNullable(record.value());
    changes.before(record.key());
    changes.eventOf(record.key()).ifPresent(proposer::changes);
    applyControl(record.key(), value);
    store.putControl(record.key(), value);
    long now = context.currentSystemTimeMs();
    for (LiveEvent event : changes.after(record.key())) {
      absence.defined(event, record.timestamp());
      proposer.initsOf(event).forEach(address -> look(address, now));
      proposer.pendingOf(event).forEach(address -> look(address, now));
    }
    if (record.value() == null) {
      changes.eventOf(record.key()).ifPresent(absence::deleted);
    } else {
      changes.invalidation(record.key()).ifPresent(settling::await);
    }
  }

  private void applyControl(String key, Optional<byte[]> value) {
    control.apply(key, value);
  }

  private void tick(long unused) {
    long now = context.currentSystemTimeMs();
    judgedAgain.forEach(this::judgeAgain);
    judgedAgain = List.of();
    for (Address address : proposer.wantingALook(now, LOOKS_PER_TICK)) {
      look(address, now);
      if (address instanceof InitAddress init) {
        onInit(init, now);
      }
    }
    for (SegmentAddress address : changes.takeWork(now, LOOKS_PER_TICK)) {
      if (proposer.withoutWinner(address)) {
        judgeAgain(address);
      }
      look(address, now);
      settling.looked(address);
    }
    for (Invalidation done : settling.take(changes.workLeft())) {
      settings.listener().settled(partition, done);
    }
    absence.look(control.events(), now);
    expiry.run(now);
    afterwards.run(now);
  }

  /** An init segment was chosen: what came before it can be held against it now. */
  private void onInit(InitAddress init, long now) {
    if (proposer.changed(init)) {
      // What had no winner because of the one before may have one now.
      changes.all(init.track());
    }
    for (Address waiting : proposer.pendingOf(init.track())) {
      judgeAgain(waiting);
      look(waiting, now);
    }
  }

  private void judgeAgain(Address address) {
    if (address instanceof SegmentAddress media) {
      for (Candidate candidate : intake.takeAgain(media)) {
        candidate.defects().stream()
            .filter(defect -> defect.source() == DefectSource.SELECTOR)
            .forEach(defect -> report(media, candidate, defect));
      }
    }
  }

  private void look(Address address, long now) {
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
