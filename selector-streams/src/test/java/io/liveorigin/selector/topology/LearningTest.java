package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.JournaledStore;
import io.liveorigin.selector.store.StoredEntries;
import io.liveorigin.selector.store.TrackNotes;
import io.liveorigin.selector.task.SampleEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The cadence of a track is learned in the order of its numbers, whether or not it was stored. */
class LearningTest {
  private static final LiveEvent EVENT = LiveEvent.of(SampleEvent.event());
  private static final String NOTES = "t";

  private final JournaledStore journal = new JournaledStore();

  @Test
  void an_older_segment_teaches_nothing_after_a_restart_either() {
    CandidateStore store = candidates();
    Judge judge = judge(store);
    for (long number = 1; number <= 10; number++) {
      learn(judge, store, number, TrackSamples.clean(number, "x"));
    }
    long learned = journal.writes(NOTES);
    assertThat(learned).isBetween(1L, 5L);
    CandidateStore again = candidates();
    Judge next = judge(again);
    learn(next, again, 9, faster(9));
    assertThat(journal.writes(NOTES)).isEqualTo(learned);
    learn(next, again, 11, faster(11));
    assertThat(journal.writes(NOTES)).isEqualTo(learned + 1);
  }

  /**
   * The process died after storing the candidate and before learning from it: the record is
   * delivered again.
   */
  @Test
  void the_newest_teaches_when_it_is_delivered_again() {
    CandidateStore store = candidates();
    store.put(address(1), List.of(candidate(TrackSamples.clean(1, "x"))));
    CandidateStore again = candidates();
    learn(judge(again), again, 1, TrackSamples.clean(1, "x"));
    assertThat(journal.writes(NOTES)).isEqualTo(1);
  }

  private CandidateStore candidates() {
    return new CandidateStore(StoredEntries.of(journal));
  }

  private Judge judge(CandidateStore store) {
    return new Judge(store, new TrackNotes(StoredEntries.of(journal)), init -> Optional.empty());
  }

  private static void learn(Judge judge, CandidateStore store, long number, Facts facts) {
    Candidate candidate = candidate(facts);
    store.put(address(number), List.of(candidate));
    judge.learn(EVENT, address(number), candidate);
  }

  private static Candidate candidate(Facts facts) {
    return TrackSamples.candidate(facts);
  }

  private static Facts faster(long number) {
    return TrackSamples.facts(number * TrackSamples.SEGMENT, 100, TrackSamples.FRAME / 2, "x");
  }

  private static SegmentAddress address(long number) {
    return new SegmentAddress(SampleEvent.TRACK, number);
  }
}
