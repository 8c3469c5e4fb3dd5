package io.liveorigin.selector.propose;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.evidence.Evidence;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.store.AfterCommitWrites;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.DecisionStore;
import io.liveorigin.selector.store.DecisionStoreTypes;
import io.liveorigin.selector.store.JournaledStore;
import io.liveorigin.selector.store.PendingMarks;
import io.liveorigin.selector.store.StoredEntries;
import io.liveorigin.selector.store.TaskEntries;
import io.liveorigin.selector.store.TrackNotes;
import io.liveorigin.selector.task.OwnTracks;
import io.liveorigin.selector.task.SampleEvent;
import io.liveorigin.selector.task.SelectorMonitor;
import io.liveorigin.selector.task.TaskClock;
import io.liveorigin.selector.task.TaskSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The state of a track that is kept between looks, and none of which remains when the track ends.
 */
class ProposerTest {
  private static final EventDefinition EVENT = SampleEvent.event(List.of("a", "b"));
  private static final SegmentAddress ADDRESS =
      new SegmentAddress(SampleEvent.TRACK, SampleEvent.NUMBER);
  private static final long DUE = EVENT.schedule().due(ADDRESS.number());
  private static final long DECIDED = EVENT.schedule().decided(ADDRESS.number());
  private static final long FAR = DECIDED + 3_600_000;

  private final JournaledStore journal = new JournaledStore();
  private final TaskEntries entries = StoredEntries.of(journal);
  private final CandidateStore store = new CandidateStore(entries);
  private final DecisionStore chosen = DecisionStoreTypes.inMemory("chosen").build();
  private final DecisionStore inits = DecisionStoreTypes.inMemory("chosen-inits").build();
  private final ControlState control = new ControlState();
  private long now = DUE;
  private final ProposalsInFlight inFlight = new ProposalsInFlight();
  private final LookQueue lookQueue =
      new LookQueue(control, new OwnTracks(0, 1), store, new PendingMarks(entries));
  private final NextLooks nextLooks =
      new NextLooks(settings(), new DecisionInbox(), lookQueue, inFlight);
  private final CurrentDecisions decisions = new CurrentDecisions(control, chosen, inits);
  private final TrackNotes notes = new TrackNotes(entries);
  private final FillerProposals proposals =
      new FillerProposals(settings().listener().fillers(), decisions);
  private final MissingNumbers missingNumbers =
      new MissingNumbers(
          settings(),
          new OwnTracks(0, 1),
          control,
          decisions,
          proposals,
          store,
          notes,
          new AfterCommitWrites(),
          (event, address) -> false,
          StoredEntries.quarantine());
  private final Proposer proposer =
      new Proposer(
          settings(),
          0,
          control,
          store,
          new Judge(store, notes, inits::get),
          decisions,
          lookQueue,
          inFlight,
          missingNumbers,
          proposals);

  private TaskSettings settings() {
    Evidence everything =
        new Evidence() {
          @Override
          public long consumedUntil(String topic, int partition) {
            return Long.MAX_VALUE;
          }

          @Override
          public void processed(String topic, int partition, long offset) {}
        };
    return new TaskSettings(
        "cell",
        1,
        SelectorListener.NONE,
        new TaskClock(() -> now),
        everything,
        new LostBytes(1),
        SelectorMonitor.NONE,
        Duration.ofMillis(20),
        Map.of());
  }

  @BeforeEach
  void define() {
    control.apply(ControlKey.event(EVENT.id()).toString(), Optional.of(ControlJson.write(EVENT)));
  }

  private void arrives() {
    Candidate bad =
        TrackSamples.candidate(
            TrackSamples.init(SampleEvent.PLAIN),
            Defect.of(DefectKind.TRUNCATED, DefectSource.INGEST, Map.of()));
    lookQueue.arrives(ADDRESS);
    store.put(ADDRESS, List.of(bad));
  }

  @Test
  void an_address_that_waits_gets_a_look_at_its_instant() {
    arrives();
    assertThat(proposer.propose(ADDRESS, DUE)).isEmpty();
    assertThat(lookQueue.all()).containsExactly(ADDRESS);
    assertThat(nextLooks.take(DUE, 10)).isEmpty();
    assertThat(nextLooks.take(FAR, 10)).containsExactly(ADDRESS);
    assertThat(lookQueue.tracks()).isOne();
  }

  /** Looks that keep failing take ever less of the time; a look that succeeds resets the pauses. */
  @Test
  void after_a_look_that_failed_the_pauses_grow_up_to_half_a_minute() {
    long at = FAR;
    for (int failed = 0; failed < 20; failed++) {
      lookQueue.failed(ADDRESS, at);
      long pause = Math.min(500L << failed, 32_000);
      assertThat(nextLooks.take(at + pause - 1, 10)).isEmpty();
      at += pause;
      assertThat(nextLooks.take(at, 10)).containsExactly(ADDRESS);
    }
    lookQueue.succeeded(ADDRESS);
    lookQueue.failed(ADDRESS, at);
    assertThat(nextLooks.take(at + LookQueue.FIRST_PAUSE_MILLIS, 10)).containsExactly(ADDRESS);
  }

  @Test
  void an_address_whose_look_failed_is_not_looked_at_when_it_has_left_the_window() {
    lookQueue.failed(ADDRESS, FAR);
    lookQueue.forgetBelow(SampleEvent.TRACK, ADDRESS.number() + 1);
    assertThat(nextLooks.take(Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void of_a_track_that_has_ended_nothing_waits() {
    arrives();
    assertThat(proposer.propose(ADDRESS, DUE)).isEmpty();
    lookQueue.ended(SampleEvent.TRACK);
    inFlight.ended(SampleEvent.TRACK);
    assertThat(lookQueue.all()).isEmpty();
    assertThat(nextLooks.take(FAR, 10)).isEmpty();
    assertThat(lookQueue.tracks()).isZero();
  }

  /**
   * A proposal on its way would keep an address of the track from being decided if the track came
   * back.
   */
  @Test
  void of_a_track_that_has_ended_no_proposal_is_on_its_way() {
    arrives();
    proposer.sent(proposer.propose(ADDRESS, FAR).orElseThrow());
    assertThat(proposer.propose(ADDRESS, FAR)).as("on its way").isEmpty();
    lookQueue.ended(SampleEvent.TRACK);
    inFlight.ended(SampleEvent.TRACK);
    assertThat(proposer.propose(ADDRESS, FAR)).isPresent();
  }
}
