package io.liveorigin.standalone.selector;

import static io.liveorigin.standalone.selector.SelectorFixture.TRACK;
import static io.liveorigin.standalone.selector.SelectorFixture.awaitDecision;
import static io.liveorigin.standalone.selector.SelectorFixture.awaitReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.Lookup;
import io.liveorigin.selector.run.Selector;
import io.liveorigin.testing.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The selector on a real broker: what the log keeps is what it knows. */
class SelectorIT {
  private static SelectorFixture fixture;
  private static EventDefinition event;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    fixture = new SelectorFixture();
    event = fixture.apply(List.of("a", "b"));
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void decides_and_remembers_over_a_restart_and_over_the_loss_of_its_disk() {
    long number = SelectorFixture.currentNumber();
    SegmentAddress early = new SegmentAddress(TRACK, number);
    SegmentAddress fallback = new SegmentAddress(TRACK, number + 1);
    List<Decision> before = new ArrayList<>();
    try (Selector selector = fixture.start("restarting", directory.resolve("one"))) {
      awaitReady(selector);
      fixture.put("a", number, "a");
      fixture.put("b", number, "b");
      fixture.put("b", number + 1, "b only");
      fixture.putInit("a", "init");
      before.add(awaitDecision(selector.index(), early));
      before.add(awaitDecision(selector.index(), fallback));
      before.add(awaitDecision(selector.index(), new InitAddress(TRACK)));
    }
    assertThat(SelectorFixture.winner(before.get(0))).isEqualTo("a");
    assertThat(before.get(1).reason()).isEqualTo(Reason.FALLBACK_DUE);
    try (Selector selector = fixture.start("restarting", directory.resolve("one"))) {
      awaitReady(selector);
      assertThat(SelectorFixture.decision(selector.index(), early)).contains(before.get(0));
      assertThat(SelectorFixture.decision(selector.index(), fallback)).contains(before.get(1));
    }
    try (Selector selector = fixture.start("restarting", directory.resolve("empty disk"))) {
      awaitReady(selector);
      assertThat(SelectorFixture.decision(selector.index(), early)).contains(before.get(0));
      assertThat(SelectorFixture.decision(selector.index(), fallback)).contains(before.get(1));
      assertThat(SelectorFixture.decision(selector.index(), new InitAddress(TRACK)))
          .contains(before.get(2));
      Digest digest = Digest.of("init".getBytes(StandardCharsets.UTF_8));
      assertThat(selector.index().initSegment(new InitAddress(TRACK), digest))
          .hasValue("init".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void a_new_cell_agrees_with_what_was_decided_before_it_existed() {
    long number = SelectorFixture.currentNumber() + 50;
    SegmentAddress address = new SegmentAddress(TRACK, number);
    try (Selector old = fixture.start("old", directory.resolve("old"))) {
      awaitReady(old);
      fixture.put("a", number, "a");
      Decision decision = awaitDecision(old.index(), address);
      fixture.put("b", number, "b");
      try (Selector fresh = fixture.start("fresh", directory.resolve("fresh"))) {
        awaitReady(fresh);
        assertThat(SelectorFixture.decision(fresh.index(), address)).contains(decision);
      }
    }
  }

  @Test
  void a_cell_comes_back_after_retention_has_passed_it() {
    long number = SelectorFixture.currentNumber() + 300;
    Decision before;
    try (Selector away = fixture.start("away", directory.resolve("away"))) {
      awaitReady(away);
      fixture.put("a", number, "before");
      before = awaitDecision(away.index(), new SegmentAddress(TRACK, number));
    }
    SegmentAddress meanwhile = new SegmentAddress(TRACK, number + 2);
    try (Selector other = fixture.start("other", directory.resolve("other"))) {
      awaitReady(other);
      fixture.put("a", number + 1, "deleted");
      awaitDecision(other.index(), new SegmentAddress(TRACK, number + 1));
      fixture.deleteSelections();
      fixture.put("a", number + 2, "kept");
      Decision kept = awaitDecision(other.index(), meanwhile);
      try (Selector away = fixture.start("away", directory.resolve("away"))) {
        awaitReady(away);
        assertThat(SelectorFixture.decision(away.index(), before.address())).contains(before);
        assertThat(awaitDecision(away.index(), meanwhile)).isEqualTo(kept);
      }
    }
  }

  @Test
  void a_pipeline_that_appears_later_needs_no_restart() {
    try (Selector selector = fixture.start("growing", directory)) {
      awaitReady(selector);
      fixture.apply(List.of("a", "b", "late"));
      long number = SelectorFixture.currentNumber() + 100;
      fixture.put("late", number, "from the new one");
      Decision decision = awaitDecision(selector.index(), new SegmentAddress(TRACK, number));
      assertThat(SelectorFixture.winner(decision)).isEqualTo("late");
      awaitReady(selector);
    } finally {
      fixture.apply(List.of("a", "b"));
    }
  }

  @Test
  void absence_is_proved_only_by_consuming() {
    try (Selector selector = fixture.start("proving", directory)) {
      awaitReady(selector);
      long never = SelectorFixture.currentNumber() + 200;
      SegmentAddress address = new SegmentAddress(TRACK, never);
      long instant = SelectorFixture.CLOCK.millis();
      List<String> pipelines = event.pipelines();
      Patience.await().until(() -> selector.index().absent(address, pipelines, instant));
      assertThat(selector.index().absent(address, pipelines, instant + 600_000)).isFalse();
      assertThat(selector.index().absent(address, List.of("a", "unheard-of"), instant)).isFalse();
      fixture.put("b", never, "came after all");
      Patience.await().until(() -> !selector.index().absent(address, pipelines, instant));
    }
  }

  @Test
  void stopped_means_unavailable_and_not_undecided() {
    Selector selector = fixture.start("stopping", directory);
    awaitReady(selector);
    selector.close();
    SegmentAddress address = new SegmentAddress(TRACK, SelectorFixture.currentNumber());
    assertThat(selector.index().lookup(address)).isInstanceOf(Lookup.Unavailable.class);
    assertThat(selector.index().readiness().ready()).isFalse();
    assertThat(selector.index().absent(address, List.of("a"), 0)).isFalse();
  }
}
