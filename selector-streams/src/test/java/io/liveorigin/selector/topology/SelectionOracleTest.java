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
 * The topology against an oracle that knows nothing of it: whatever arrives in whatever order, with
 * any mix of clean, unchecked, defective and masked copies, of init segments that come late or
 * cannot be read, of numberings and orders of pipelines, with the event deleted and declared again
 * in between, and among records that nobody can process and decisions before their time, the
 * winners are those that the rule's text names.
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

  /** By event and in order; each begins with its first revision. */
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

  /** The oracle also tells of events of which nothing was decided. */
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
    if (winner.standing() == CandidateClass.UNCHECKED) {
      return winner.pipeline() + " unchecked";
    }
    Optional<Defect> defect = winner.defects().stream().findFirst();
    return winner.pipeline() + " " + defect.map(Defect::name).orElse("clean");
  }
}
