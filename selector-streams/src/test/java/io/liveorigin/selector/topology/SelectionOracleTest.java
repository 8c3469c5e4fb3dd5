package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.selector.judge.RealMedia;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.topology.SelectionStory.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The topology against an oracle that knows nothing of it: whatever arrives in whatever order, with
 * any mix of clean, unchecked, defective and masked copies, of init segments that come late or
 * cannot be read, and of numberings, the winners are those that the rule's text names.
 */
class SelectionOracleTest {
  private static final byte[] INIT = RealMedia.init();
  private static final byte[] BROKEN = {1, 2, 3};
  private static final Facts CHECKED =
      new Facts(
          List.of(),
          List.of(),
          1,
          OptionalLong.empty(),
          RealMedia.initFacts(INIT).setup(),
          false,
          false);

  @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
  void winners_are_those_of_the_oracle(@ForAll("stories") SelectionStory story) {
    try (SelectorHarness selector = new SelectorHarness()) {
      EventDefinition event =
          SelectorHarness.event(
              SelectionStory.ORDER,
              Instant.ofEpochSecond(story.startSeconds()),
              story.startNumber());
      selector.apply(event);
      SelectionStory.ORDER.stream()
          .filter(pipeline -> !story.withoutInit().contains(pipeline))
          .forEach(pipeline -> init(selector, pipeline, false));
      long end = LiveEvent.of(event).schedule().mediaEnd(story.number());
      assertThat(end).isEqualTo(SelectionStory.MEDIA_END * 1000);
      long decodeTime =
          LiveEvent.of(event).schedule().decodeTime(story.number(), TrackSamples.TIMESCALE);
      for (Step step : story.steps()) {
        selector.advanceTo(end + step.at());
        perform(selector, step, story.number(), decodeTime);
        // The next ticks: masks are worked off and copies are checked between records.
        selector.advanceTo(end + step.at() + 60);
      }
      selector.advanceTo(end + 6_000);
      assertThat(told(selector.accepted())).isEqualTo(SelectionOracle.tell(story));
    }
  }

  @Provide
  Arbitrary<SelectionStory> stories() {
    return SelectionStory.stories();
  }

  private static void perform(SelectorHarness selector, Step step, long number, long decodeTime) {
    if (step instanceof Step.Put put) {
      put(selector, put, number, decodeTime);
    } else if (step instanceof Step.Init init) {
      init(selector, init.pipeline(), init.broken());
    } else if (step instanceof Step.Mask mask) {
      selector.mask("mask-" + mask.pipeline(), mask.pipeline(), number, number);
    } else if (step instanceof Step.Unmask unmask) {
      selector.unmask("mask-" + unmask.pipeline());
    }
  }

  private static void put(SelectorHarness selector, Step.Put put, long number, long decodeTime) {
    SegmentAddress address = new SegmentAddress(SelectorHarness.TRACK, number);
    if (put.unchecked()) {
      // Seven seconds off, which nobody sees who does not know the timescale.
      long off = put.quality() == 0 ? 0 : 7 * TrackSamples.TIMESCALE;
      byte[] bytes = RealMedia.segment(decodeTime + off, put.copy());
      selector.send(put.pipeline(), address, bytes, Facts.NONE, List.of());
      return;
    }
    byte[] bytes =
        (put.pipeline() + " " + put.defect() + " copy " + put.copy())
            .getBytes(StandardCharsets.UTF_8);
    List<Defect> defects =
        put.quality() == 0
            ? List.of()
            : List.of(Defect.of(put.kind(), DefectSource.INGEST, Map.of()));
    selector.send(put.pipeline(), address, bytes, CHECKED, defects);
  }

  private static void init(SelectorHarness selector, String pipeline, boolean broken) {
    List<Defect> defects =
        broken
            ? List.of(Defect.of(DefectKind.MALFORMED, DefectSource.INGEST, Map.of()))
            : List.of();
    byte[] bytes = broken ? BROKEN : INIT;
    selector.send(
        pipeline,
        new InitAddress(SelectorHarness.TRACK),
        bytes,
        RealMedia.initFacts(bytes),
        defects);
  }

  private static List<String> told(List<Decision> accepted) {
    List<String> told = new ArrayList<>();
    int revision = 0;
    for (Decision decision : accepted) {
      assertThat(decision.revision()).isEqualTo(++revision);
      told.add(decision.winner().map(SelectionOracleTest::name).orElse("none"));
    }
    return told;
  }

  private static String name(Candidate winner) {
    if (winner.standing() == CandidateClass.UNCHECKED) {
      return winner.pipeline() + " unchecked";
    }
    Optional<Defect> defect = winner.defects().stream().findFirst();
    return winner.pipeline() + " " + defect.map(Defect::name).orElse("clean");
  }
}
