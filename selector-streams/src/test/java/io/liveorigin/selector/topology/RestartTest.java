package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.evidence.Evidence;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.propose.DecisionInboxes;
import io.liveorigin.selector.propose.MissingNumbers;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.DecisionStore;
import io.liveorigin.selector.store.DecisionStoreTypes;
import io.liveorigin.selector.store.EntryKind;
import io.liveorigin.selector.store.StoredEntries;
import io.liveorigin.selector.store.TaskEntries;
import io.liveorigin.selector.store.TrackNotes;
import io.liveorigin.selector.task.SampleEvent;
import io.liveorigin.selector.task.SelectorMonitor;
import io.liveorigin.selector.task.TaskClock;
import io.liveorigin.selector.task.TaskSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor dies at the worst moments; a new one continues with the stores. */
class RestartTest {
  private static final long NUMBER = SampleEvent.NUMBER;
  private static final Defect DROPPED =
      Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 1L));

  @TempDir Path directory;
  private final long consumedUntil = Long.MAX_VALUE;
  private long now = 2_000_000;
  private KeyValueStore<Bytes, byte[]> candidates;
  private DecisionStore chosen;
  private DecisionStore chosenInits;
  private MockProcessorContext<String, byte[]> context;
  private final DecisionInboxes readBacks = new DecisionInboxes();
  private ProposeProcessor processor;
  private long offset;

  @Test
  void what_was_waiting_is_decided_by_the_next_process() {
    start();
    put("b", "from b");
    die();
    start();
    now = SampleEvent.event().schedule().due(NUMBER);
    tick();
    assertThat(readBack()).extracting(Decision::reason).containsExactly(Reason.FALLBACK_DUE);
  }

  /** Found with 10 million records of poison: decisions were up to 2.7 s late after a restart. */
  @Test
  void what_nobody_declared_keeps_no_segment_waiting_that_is_due() {
    start();
    Track nobody = Track.of("t", "nobody", "v0");
    for (long n = 0; n < 5_000; n++) {
      put(new SegmentAddress(nobody, n), "b", "b" + n, TrackSamples.clean(n, "x"), List.of());
    }
    put("b", "from b");
    die();
    start();
    now = SampleEvent.event().schedule().due(NUMBER);
    tick();
    assertThat(readBack()).extracting(Decision::reason).containsExactly(Reason.FALLBACK_DUE);
  }

  @Test
  void a_proposal_that_never_reached_the_log_is_made_again_on_redelivery() {
    start();
    put("a", "from a");
    // The process dies before the producer has sent the proposal: the record will be delivered
    // again.
    context.resetForwards();
    die();
    start();
    put("a", "from a");
    List<Decision> decisions = readBack();
    assertThat(decisions).hasSize(1);
    assertThat(decisions.get(0).candidates()).hasSize(1);
  }

  @Test
  void a_proposal_that_reached_the_log_twice_counts_once() {
    start();
    put("a", "from a");
    Decision first = proposals().get(0);
    die();
    start();
    put("a", "from a");
    Decision again = proposals().get(0);
    assertThat(apply(chosen, first, 1)).isPresent();
    assertThat(apply(chosen, again, 2)).isEmpty();
    tick();
    assertThat(proposals()).isEmpty();
  }

  @Test
  void the_range_of_a_mask_is_finished_by_the_next_process() {
    start();
    for (long n = NUMBER; n < NUMBER + 600; n++) {
      put("a", n, "a" + n);
      put("b", n, "b" + n);
      readBack();
    }
    tick();
    Mask mask = new Mask("t", "e", "m", "a", "*", 0, NUMBER + 10_000, "");
    control(ControlKey.mask(mask.eventId(), "m"), ControlJson.write(mask));
    tick();
    readBack();
    die();
    start();
    for (int i = 0; i < 3; i++) {
      tick();
      readBack();
    }
    for (long n = NUMBER; n < NUMBER + 600; n++) {
      assertThat(
              chosen
                  .get(new SegmentAddress(SampleEvent.TRACK, n))
                  .orElseThrow()
                  .winner()
                  .orElseThrow()
                  .pipeline())
          .isEqualTo("b");
    }
  }

  /** The control record was committed, the proposals that followed from it were not. */
  @Test
  void what_a_mask_changed_is_proposed_again_when_the_proposals_were_lost() {
    start();
    put("a", "from a");
    put("b", "from b");
    readBack();
    tick();
    Mask mask = new Mask("t", "e", "m", "a", "*", 0, NUMBER, "");
    control(ControlKey.mask(mask.eventId(), "m"), ControlJson.write(mask));
    tick();
    context.resetForwards();
    die();
    start();
    tick();
    assertThat(readBack()).extracting(Decision::reason).containsExactly(Reason.MASK);
  }

  /** The stores show which number is next; lost proposals are repeated. */
  @Test
  void numbers_that_nobody_publishes_are_decided_by_the_next_process() {
    start();
    put("a", "from a");
    readBack();
    tick();
    LiveEvent event = LiveEvent.of(SampleEvent.event());
    for (long n = NUMBER + 1; n < NUMBER + 60; n++) {
      now = event.missing(new SegmentAddress(SampleEvent.TRACK, n));
      tick();
      if (n % 3 == 0) {
        // Proposed, and lost with the process.
        context.resetForwards();
        die();
        start();
        for (int i = 0; i < 4; i++) {
          tick();
        }
      }
      assertThat(readBack())
          .extracting(Decision::address, Decision::reason)
          .containsExactly(tuple(new SegmentAddress(SampleEvent.TRACK, n), Reason.MISSING));
      tick();
    }
  }

  /** One lookup for each number since the last note, and no more. */
  @Test
  void a_restart_goes_through_few_numbers_again() {
    start();
    put("a", "from a");
    readBack();
    tick();
    LiveEvent event = LiveEvent.of(SampleEvent.event());
    for (long n = NUMBER + 1; n < NUMBER + 100; n++) {
      now = event.missing(new SegmentAddress(SampleEvent.TRACK, n));
      tick();
      readBack();
      tick();
    }
    MissingNumbers.Note note =
        new TrackNotes(StoredEntries.of(candidates))
            .get(EntryKind.HOLES, SampleEvent.TRACK, "", MissingNumbers.Note.class)
            .orElseThrow();
    assertThat(note.first()).isEqualTo(NUMBER + 1);
    assertThat(note.next()).isBetween(NUMBER + 60, NUMBER + 90);
  }

  /**
   * A served copy plays with the init segment at the time of its publication; a later init segment
   * reveals nothing new about it.
   */
  @Test
  void what_was_decided_with_a_defective_copy_is_not_judged_again() {
    start();
    put("a", NUMBER, "from a", TrackSamples.clean(NUMBER, "x"), List.of(DROPPED));
    now = SampleEvent.event().schedule().decided(NUMBER) + 60_000;
    tick();
    assertThat(readBack()).hasSize(1);
    tick();
    serve("y");
    tick();
    List<Candidate> recorded = candidatesOf(NUMBER);
    context.resetForwards();
    die();
    start();
    tick();
    assertThat(candidatesOf(NUMBER)).isEqualTo(recorded);
    assertThat(recorded.get(0).defects()).containsExactly(DROPPED);
  }

  private List<Candidate> candidatesOf(long number) {
    return new CandidateStore(StoredEntries.of(candidates))
        .of(new SegmentAddress(SampleEvent.TRACK, number));
  }

  /** Applies a decision, as the processor that reads decisions does. */
  private Optional<Decision> apply(DecisionStore store, Decision decision, long at) {
    DecisionStore.Applied applied = store.apply(DecisionJson.write(decision), at, now);
    readBacks.of(0).applied(applied);
    return applied.accepted();
  }

  /** Chooses the init segment with this set-up. */
  private void serve(String setup) {
    Candidate init = TrackSamples.candidate(TrackSamples.init(setup));
    Decision decision =
        new Decision(
            new InitAddress(SampleEvent.TRACK),
            1,
            Optional.of(init),
            Reason.UPGRADE,
            List.of(init),
            List.of(),
            0,
            now,
            "cell");
    assertThat(apply(chosenInits, decision, offset++)).isPresent();
  }

  private void start() {
    Properties config = new Properties();
    config.put("application.id", "cell");
    config.put("bootstrap.servers", "unused:1");
    context = new MockProcessorContext<>(config, new TaskId(0, 0), directory.toFile());
    context.setCurrentSystemTimeMs(now);
    if (candidates == null) {
      candidates =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(TaskEntries.NAME),
                  Serdes.Bytes(),
                  Serdes.ByteArray())
              .withLoggingDisabled()
              .withCachingDisabled()
              .build();
      chosen = DecisionStoreTypes.inMemory(SelectorTopology.CHOSEN).build();
      chosenInits = DecisionStoreTypes.inMemory(SelectorTopology.CHOSEN_INITS).build();
      for (StateStore store : List.of(candidates, chosen, chosenInits)) {
        store.init(context.getStateStoreContext(), store);
      }
    }
    context.addStateStore(candidates);
    context.addStateStore(chosen);
    context.addStateStore(chosenInits);
    processor = new ProposeProcessor(settings(), readBacks);
    processor.init(context);
    if (offset == 0) {
      control(ControlKey.event(SampleEvent.event().id()), ControlJson.write(SampleEvent.event()));
    }
  }

  /** Discards the memory; stores and log remain. */
  private void die() {
    processor = null;
  }

  private TaskSettings settings() {
    Evidence evidence =
        new Evidence() {
          @Override
          public long consumedUntil(String topic, int partition) {
            return consumedUntil;
          }

          @Override
          public void processed(String topic, int partition, long offset) {}
        };
    return new TaskSettings(
        "cell",
        1,
        SelectorListener.NONE,
        new TaskClock(() -> now),
        evidence,
        new LostBytes(1),
        SelectorMonitor.NONE,
        Duration.ofMillis(20),
        Map.of());
  }

  private void put(String pipeline, String content) {
    put(pipeline, NUMBER, content);
  }

  private void put(String pipeline, long number, String content) {
    if (chosenInits.get(new InitAddress(SampleEvent.TRACK)).isEmpty()) {
      serve(SampleEvent.PLAIN);
    }
    put(pipeline, number, content, TrackSamples.init(SampleEvent.PLAIN), List.of());
  }

  private void put(
      String pipeline, long number, String content, Facts facts, List<Defect> defects) {
    put(new SegmentAddress(SampleEvent.TRACK, number), pipeline, content, facts, defects);
  }

  private void put(
      SegmentAddress address, String pipeline, String content, Facts facts, List<Defect> defects) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    SegmentRecord record =
        new SegmentRecord(address, "video/mp4", Digest.of(bytes), facts, defects);
    context.setRecordMetadata(Topics.segments(pipeline), 0, offset++);
    processor.process(new Record<>(record.key(), bytes, now, record.headers()));
  }

  private void control(ControlKey key, byte[] value) {
    context.setRecordMetadata(Topics.CONTROL, 0, offset++);
    processor.process(new Record<>(key.toString(), value, now));
  }

  private void tick() {
    context.setCurrentSystemTimeMs(now);
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(now);
  }

  private List<Decision> proposals() {
    List<Decision> found =
        context.forwarded(SelectorTopology.SELECTIONS_SINK).stream()
            .map(f -> DecisionJson.read((byte[]) f.record().value()))
            .toList();
    context.resetForwards();
    return found;
  }

  private List<Decision> readBack() {
    return proposals().stream().flatMap(d -> apply(chosen, d, offset++).stream()).toList();
  }
}
