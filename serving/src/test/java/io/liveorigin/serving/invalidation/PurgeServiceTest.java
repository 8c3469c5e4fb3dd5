package io.liveorigin.serving.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.wire.CellReport;
import io.liveorigin.serving.invalidation.cells.CellRegistry;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When each CDN node is told; the network and the time are the test's. */
class PurgeServiceTest {
  private static final long START = 1_700_000_000_000L;
  private static final long EDGE = Samples.news().schedule().liveEdge(START);

  private final TestClock clock = new TestClock(START);
  private final ControlState control = new ControlState();
  private final CellRegistry cells = new CellRegistry(Duration.ofSeconds(6));
  private final List<PurgeRequest> sent = new ArrayList<>();
  private final Set<String> down = new HashSet<>();
  private final PurgeService purges = purges();

  PurgeServiceTest() {
    apply(
        ControlKey.event(Samples.V0.event()), ControlJson.write(Samples.definition(Samples.NEWS)));
  }

  private PurgeService purges() {
    return new PurgeService(
        List.of(node("one"), node("two")),
        control,
        cells,
        Duration.ofSeconds(6),
        this::send,
        clock,
        new SimpleMeterRegistry());
  }

  private static CdnNode node(String name) {
    return new CdnNode(name, URI.create("http://" + name), PurgeStyle.PURGE, Map.of());
  }

  private CompletableFuture<Optional<String>> send(PurgeRequest request) {
    sent.add(request);
    return CompletableFuture.completedFuture(
        down.contains(request.uri().getHost()) ? Optional.of("refused") : Optional.empty());
  }

  private void apply(ControlKey key, byte[] value) {
    control.apply(key.toString(), Optional.of(value));
  }

  /** One number of one representation: one request a node. */
  private Invalidation order(String id) {
    Invalidation order =
        new Invalidation("acme", "news", id, "a", "v0", EDGE, EDGE, clock.millis(), null, null);
    apply(ControlKey.invalidation(order.eventId(), id), ControlJson.write(order));
    return order;
  }

  private void report(String cell, boolean ready, Invalidation... settled) {
    List<String> tokens = List.of(settled).stream().map(Invalidation::token).toList();
    cells.record(new CellReport(cell, "n1", clock.millis(), ready, tokens));
  }

  private List<String> hosts() {
    purges.sendDue();
    // What a look handed over is answered before the next.
    purges.sendDue();
    List<String> hosts = sent.stream().map(request -> request.uri().getHost()).toList();
    sent.clear();
    return hosts;
  }

  @AfterEach
  void close() {
    purges.close();
  }

  @Test
  void nobodyIsToldBeforeEveryCellHasCarriedItOut() {
    report("x", true);
    report("y", true);
    Invalidation order = order("i");
    assertThat(hosts()).isEmpty();
    assertThat(purges.status(order).state()).isEqualTo("waiting-for-cells");
    report("x", true, order);
    assertThat(hosts()).isEmpty();
    report("y", true, order);
    assertThat(hosts()).containsExactly("one", "two");
    assertThat(purges.status(order).state()).isEqualTo("purging");
  }

  @Test
  void eachIsToldOnceMoreAfterASessionTimeout() {
    report("x", true);
    Invalidation order = order("i");
    report("x", true, order);
    assertThat(hosts()).hasSize(2);
    clock.advance(5_999);
    report("x", true, order);
    assertThat(hosts()).isEmpty();
    clock.advance(1);
    assertThat(hosts()).containsExactly("one", "two");
    assertThat(purges.status(order).state()).isEqualTo("done");
    clock.advance(60_000);
    report("x", true, order);
    assertThat(hosts()).isEmpty();
  }

  @Test
  void aPausedCellDelaysItForItsSessionAndWhenItIsBackTheSecondRoundWaitsForIt() {
    report("x", true);
    report("paused", true);
    Invalidation order = order("i");
    report("x", true, order);
    assertThat(hosts()).isEmpty();
    clock.advance(6_001);
    report("x", true, order);
    assertThat(hosts()).hasSize(2);
    clock.advance(6_000);
    report("x", true, order);
    report("paused", true);
    assertThat(hosts()).isEmpty();
    report("paused", true, order);
    assertThat(hosts()).hasSize(2);
  }

  @Test
  void aCellThatLivesAndNeverComesToItIsNotWaitedForForEver() {
    Invalidation order = order("i");
    report("stuck", true);
    assertThat(hosts()).isEmpty();
    for (int second = 0; second < 30; second++) {
      clock.advance(1_000);
      report("stuck", true);
    }
    assertThat(hosts()).hasSize(2);
    assertThat(purges.status(order).cells()).containsEntry("stuck/n1", "behind");
  }

  @Test
  void aNodeThatDoesNotAnswerIsAskedAgainAndAgainAndKeepsNobodyBack() {
    down.add("one");
    report("x", true);
    Invalidation order = order("i");
    report("x", true, order);
    assertThat(hosts()).containsExactly("one", "two");
    clock.advance(249);
    assertThat(hosts()).isEmpty();
    clock.advance(1);
    assertThat(hosts()).containsExactly("one");
    clock.advance(499);
    assertThat(hosts()).isEmpty();
    clock.advance(1);
    assertThat(hosts()).containsExactly("one");
    PurgeStatus.Node one = purges.status(order).nodes().get(0);
    assertThat(one.state()).isEqualTo("first");
    assertThat(one.failures()).isEqualTo(3);
    assertThat(one.lastError()).hasValue("refused");
    assertThat(purges.status(order).nodes().get(1).state()).isEqualTo("again-later");
    down.clear();
    clock.advance(1_000);
    assertThat(hosts()).containsExactly("one");
    assertThat(purges.status(order).nodes().get(0).state()).isEqualTo("again-later");
  }

  @Test
  void itGivesUpWhenNothingOfThatTimeIsFreshAnyMore() {
    down.add("one");
    down.add("two");
    report("x", true);
    Invalidation order = order("i");
    report("x", true, order);
    assertThat(hosts()).hasSize(2);
    // The window of 60 s, and a minute.
    clock.advance(120_000);
    assertThat(hosts()).isEmpty();
    assertThat(purges.status(order).nodes())
        .extracting(PurgeStatus.Node::state)
        .containsOnly("given-up");
  }

  @Test
  void theSameIdOrderedAgainIsCarriedOutAgain() {
    report("x", true);
    Invalidation first = order("i");
    report("x", true, first);
    assertThat(hosts()).hasSize(2);
    clock.advance(10);
    Invalidation second = order("i");
    report("x", true, first, second);
    assertThat(hosts()).hasSize(2);
  }

  @Test
  void afterARestartYoungOrdersAreSentAgainAndOldOnesAreNot() {
    clock.advance(-Duration.ofMinutes(10).toMillis());
    Invalidation old = order("old");
    clock.advance(1);
    Invalidation young = order("young");
    clock.set(START);
    report("x", true, old, young);
    assertThat(hosts()).hasSize(2);
    assertThat(purges.status(old).state()).isEqualTo("past");
  }

  private static PurgePlan plan(int count) {
    return new PurgePlan(
        count,
        IntStream.range(0, count)
            .mapToObj(i -> new PurgeRequest("PURGE", URI.create("http://one/" + i), Map.of()))
            .iterator());
  }

  @Test
  void manyRequestsGoSomeAtATime() {
    PurgeRound round = new PurgeRound(plan(20));
    List<PurgeRequest> underWay = new ArrayList<>();
    round.sendDue(START, underWay::add);
    assertThat(underWay).hasSize(4);
    List.copyOf(underWay).forEach(request -> round.outcome(request, Optional.empty(), START));
    round.sendDue(START, underWay::add);
    // One for each answer, and one more at a time.
    assertThat(underWay).hasSize(9);
    assertThat(round.answered()).isEqualTo(4);
    assertThat(round.done()).isFalse();
  }

  @Test
  void aNodeThatFailsIsAskedForLessAtATime() {
    PurgeRound round = new PurgeRound(plan(1_000));
    List<PurgeRequest> underWay = new ArrayList<>();
    round.sendDue(START, underWay::add);
    List<PurgeRequest> failed = List.copyOf(underWay);
    underWay.clear();
    failed.forEach(request -> round.outcome(request, Optional.of("503"), START));
    round.sendDue(START, underWay::add);
    assertThat(underWay).isEmpty();
    round.sendDue(START + 250, underWay::add);
    assertThat(underWay).containsExactlyElementsOf(failed.subList(0, 2));
  }

  /** A request that renews a node's copy is one to the origin. */
  @Test
  void neverAreManyUnderWay() {
    PurgeRound round = new PurgeRound(plan(1_000));
    List<PurgeRequest> underWay = new ArrayList<>();
    round.sendDue(START, underWay::add);
    for (int i = 0; i < 500; i++) {
      round.outcome(underWay.remove(0), Optional.empty(), START);
      round.sendDue(START, underWay::add);
      assertThat(underWay).hasSizeLessThanOrEqualTo(8);
    }
    assertThat(underWay).hasSize(8);
  }

  /** A day of segments, of a node that answers at once: none waits for the next look. */
  @Test
  void aRoundGoesOnWithEachAnswer() {
    PurgeRound round = new PurgeRound(plan(86_411));
    List<PurgeRequest> underWay = new ArrayList<>();
    round.sendDue(
        START,
        request -> {
          underWay.add(request);
          round.outcome(request, Optional.empty(), START);
        });
    assertThat(round.done()).isTrue();
    assertThat(underWay).hasSize(86_411);
  }

  @Test
  void anAnswerSendsTheNext() {
    List<CompletableFuture<Optional<String>>> open = new ArrayList<>();
    try (PurgeService slow =
        new PurgeService(
            List.of(node("one")),
            control,
            cells,
            Duration.ofSeconds(6),
            request -> {
              open.add(new CompletableFuture<>());
              return open.get(open.size() - 1);
            },
            clock,
            new SimpleMeterRegistry())) {
      report("x", true);
      Invalidation order =
          new Invalidation(
              "acme", "news", "i", null, null, EDGE - 50, EDGE, clock.millis(), null, null);
      apply(ControlKey.invalidation(order.eventId(), "i"), ControlJson.write(order));
      report("x", true, order);
      slow.sendDue();
      assertThat(open).hasSize(4);
      open.get(0).complete(Optional.empty());
      assertThat(open).hasSize(5);
    }
    // Whoever is closed sends no more.
    open.get(1).complete(Optional.empty());
    assertThat(open).hasSize(5);
  }
}
