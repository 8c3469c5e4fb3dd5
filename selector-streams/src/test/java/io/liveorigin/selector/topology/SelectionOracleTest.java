package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import io.liveorigin.contract.segment.Defect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Compares the topology with an oracle that knows nothing of it. The stories contain copies in any
 * order, any mix of clean, unchecked, defective and masked ones, init segments that are late or
 * unreadable, various numberings and orders of pipelines, events that are deleted and declared
 * again, records that cannot be processed, and decisions before their time. The winners are always
 * those that the rule's text names.
 */
class SelectionOracleTest {
  @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
  void winners_are_those_of_the_oracle(@ForAll("stories") SelectionStory story) {
    try (SelectorHarness selector = new SelectorHarness()) {
      StoryTeller teller = new StoryTeller(selector, story);
      teller.tell();
      assertThat(teller.mediaEnd()).isEqualTo(SelectionStory.MEDIA_END * 1000);
      assertThat(told(ofNumber(selector.accepted(), story.number())))
          .isEqualTo(withDecisions(SelectionOracle.tell(story)));
    }
  }

  @Provide
  Arbitrary<SelectionStory> stories() {
    return SelectionStory.stories();
  }

  private static List<Decision> ofNumber(List<Decision> accepted, long number) {
    return accepted.stream()
        .filter(d -> ((SegmentAddress) d.address()).number() == number)
        .toList();
  }

  /** Returns the winners by event and in order; each event begins with its first revision. */
  private static List<String> told(List<Decision> accepted) {
    List<String> told = new ArrayList<>();
    long incarnation = 0;
    int revision = 0;
    for (Decision decision : accepted) {
      long own = decision.address().track().incarnation();
      if (own != incarnation) {
        assertThat(own).isGreaterThan(incarnation);
        incarnation = own;
        revision = 0;
        told.add(SelectionOracle.AGAIN);
      }
      assertThat(decision.revision()).isEqualTo(++revision);
      told.add(decision.winner().map(SelectionOracleTest::name).orElse("none"));
    }
    return told;
  }

  /** Leaves out the events without a decision, which the oracle also lists. */
  private static List<String> withDecisions(List<String> told) {
    List<String> kept = new ArrayList<>();
    boolean begun = true;
    for (String line : told) {
      boolean begins = line.equals(SelectionOracle.AGAIN);
      if (!begins && begun) {
        kept.add(SelectionOracle.AGAIN);
      }
      if (!begins) {
        kept.add(line);
      }
      begun = begins;
    }
    return kept;
  }

  private static String name(Candidate winner) {
    if (winner.candidateClass() == CandidateClass.UNCHECKED) {
      return winner.pipeline() + " unchecked";
    }
    Optional<Defect> defect = winner.defects().stream().findFirst();
    return winner.pipeline() + " " + defect.map(Defect::name).orElse("clean");
  }
}
