package io.liveorigin.standalone.selector;

import static io.liveorigin.standalone.selector.SelectorFixture.TRACK;
import static io.liveorigin.standalone.selector.SelectorFixture.awaitReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.run.Selector;
import io.liveorigin.testing.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cell that is built from the topics alone has the decisions of the one that made them, to the
 * ETag and the revision, and finds nothing wrong that the other had not found.
 */
class ReplayIT {
  private static final int NUMBERS = 60;
  private static final List<String> REPRESENTATIONS = List.of("v0", "v1", "a0");

  @TempDir private Path directory;

  @Test
  void a_fresh_cell_has_the_same_decisions_and_the_same_defects() {
    try (SelectorFixture fixture = new SelectorFixture()) {
      fixture.apply(List.of("a", "b"));
      Map<Address, Decision> live;
      Set<String> reported;
      try (Selector cell = fixture.start("live", directory.resolve("live"))) {
        awaitReady(cell);
        List<Address> addresses = tell(fixture, cell);
        live = settled(cell.index(), addresses);
        assertThat(live.values())
            .extracting(Decision::reason)
            .contains(
                Reason.PREFERRED_VALID,
                Reason.FALLBACK_BAD,
                Reason.FALLBACK_DUE,
                Reason.LEAST_BAD,
                Reason.UPGRADE,
                Reason.MASK);
        reported = awaitAbsences(fixture);
      }
      try (Selector fresh = fixture.start("fresh", directory.resolve("fresh"))) {
        awaitReady(fresh);
        Map<Address, Decision> replayed = settled(fresh.index(), List.copyOf(live.keySet()));
        assertThat(replayed).isEqualTo(live);
        awaitConsumed(fresh.index(), SelectorFixture.CLOCK.millis() + 2_000);
        assertThat(ids(fixture)).isEqualTo(reported);
      }
    }
  }

  /** Publishes what makes every reason, in a seeded order, and lets a mask come and go. */
  private static List<Address> tell(SelectorFixture fixture, Selector cell) {
    Random random = new Random(7);
    List<Address> addresses = new ArrayList<>();
    long first = SelectorFixture.currentNumber();
    fixture.putInit("a", "init a");
    fixture.putInit("b", "init b");
    addresses.add(new InitAddress(TRACK));
    for (long n = first; n < first + NUMBERS; n++) {
      awaitClock(n * 200);
      for (String representation : REPRESENTATIONS) {
        SegmentAddress address = new SegmentAddress(new Track(TRACK.event(), representation, 0), n);
        addresses.add(address);
        publish(fixture, address, random.nextInt(7));
      }
    }
    fixture.mask("m1", "a", first, first + 9);
    fixture.mask("m2", "a", first + 20, first + 29);
    Patience.await().until(() -> masked(cell.index(), first) && masked(cell.index(), first + 20));
    fixture.unmask("m2");
    return addresses;
  }

  private static boolean masked(DecisionIndex index, long number) {
    return REPRESENTATIONS.stream()
        .map(r -> new SegmentAddress(new Track(TRACK.event(), r, 0), number))
        .map(a -> SelectorFixture.decision(index, a))
        .allMatch(d -> d.isPresent() && !SelectorFixture.winner(d.get()).equals("a"));
  }

  private static void publish(SelectorFixture fixture, SegmentAddress address, int fate) {
    Defect dropped =
        Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 3L));
    switch (fate) {
      case 0 -> put(fixture, "b", address, "b alone");
      case 1 -> {
        put(fixture, "a", address, "a bad", dropped);
        put(fixture, "b", address, "b");
      }
      case 2 -> {
        put(fixture, "a", address, "a bad", dropped);
        put(fixture, "b", address, "b bad", dropped, dropped);
      }
      case 3 -> {
        put(fixture, "a", address, "a bad", dropped);
        put(fixture, "b", address, "b bad", dropped);
        // Long after its decision: an upgrade where both were bad.
        repair(fixture, new SegmentAddress(address.track(), address.number() - 6));
      }
      default -> {
        put(fixture, "b", address, "b");
        put(fixture, "a", address, "a");
      }
    }
  }

  private static void repair(SelectorFixture fixture, SegmentAddress address) {
    put(fixture, "a", address, "a repaired");
  }

  private static void put(
      SelectorFixture fixture,
      String pipeline,
      SegmentAddress address,
      String content,
      Defect... defects) {
    byte[] bytes = (content + address).getBytes(StandardCharsets.UTF_8);
    fixture.put(pipeline, address, bytes, List.of(defects));
  }

  private static void awaitClock(long instant) {
    Patience.await().until(() -> SelectorFixture.CLOCK.millis() >= instant);
  }

  /** The decisions, once each address has one and none has changed for a while. */
  private static Map<Address, Decision> settled(DecisionIndex index, List<Address> addresses) {
    Patience.await()
        .until(
            () -> addresses.stream().allMatch(a -> SelectorFixture.decision(index, a).isPresent()));
    List<Map<Address, Decision>> seen = new ArrayList<>();
    Patience.await()
        .pollInterval(java.time.Duration.ofMillis(500))
        .until(
            () -> {
              seen.add(decisions(index, addresses));
              int size = seen.size();
              return size > 3 && seen.get(size - 1).equals(seen.get(size - 4));
            });
    return seen.get(seen.size() - 1);
  }

  private static Map<Address, Decision> decisions(DecisionIndex index, List<Address> addresses) {
    Map<Address, Decision> decisions =
        new TreeMap<>(java.util.Comparator.comparing(Address::toString));
    for (Address address : addresses) {
      Optional<Decision> decision = SelectorFixture.decision(index, address);
      decision.ifPresent(d -> decisions.put(address, d));
    }
    assertThat(decisions.values())
        .allSatisfy(d -> assertThat(d.winner().map(Candidate::digest)).isPresent());
    return decisions;
  }

  /** Late and missing segments are reported up to the last number that was published. */
  /** Looks without a new absence after which none comes: more than it waits for proof, 11 s. */
  private static final int UNCHANGED = 10;

  private static Set<String> awaitAbsences(SelectorFixture fixture) {
    // Both pipelines end with a last segment, so the list comes to an end.
    long last = SelectorFixture.currentNumber() + 1;
    fixture.putLast("a", last, REPRESENTATIONS);
    fixture.putLast("b", last, REPRESENTATIONS);
    List<Set<String>> seen = new ArrayList<>();
    Patience.await()
        .pollInterval(java.time.Duration.ofMillis(1_500))
        .until(
            () -> {
              seen.add(ids(fixture));
              int size = seen.size();
              return size > UNCHANGED
                  && Set.copyOf(seen.subList(size - 1 - UNCHANGED, size)).size() == 1;
            });
    return seen.get(seen.size() - 1);
  }

  /** Everything that was in the log at that instant has been processed by the cell. */
  private static void awaitConsumed(DecisionIndex index, long instant) {
    for (String representation : REPRESENTATIONS) {
      SegmentAddress never = new SegmentAddress(new Track(TRACK.event(), representation, 0), 1);
      Patience.await().until(() -> index.absent(never, List.of("a", "b"), instant));
    }
  }

  private static Set<String> ids(SelectorFixture fixture) {
    Set<String> ids = new HashSet<>();
    fixture.values(Topics.DEFECTS).forEach(value -> ids.add(DefectRecord.read(value).id()));
    assertThat(ids).isNotEmpty();
    return ids;
  }
}
