package io.liveorigin.selector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.AcceptedRevisions;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.wire.DecisionJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * All readers of {@code selections} accept the same records as decisions: the store of a cell, a
 * service ({@link AcceptedRevisions}), and the queries of {@code docs/analysts.md}.
 */
class AcceptedRecordsTest {
  private static final Track TRACK = Track.of("t", "e", "v1");
  private static final int STEPS = 120;
  private static final int CELLS = 3;

  /** The broker's time of every record. */
  private static final long APPENDED = 100_000;

  /**
   * Returns the log of cells that read at different speeds, each of which proposes what follows
   * from its own reading.
   */
  private static List<Decision> log(Random random) {
    List<Decision> log = new ArrayList<>();
    List<DecisionStore> cells = new ArrayList<>();
    int[] read = new int[CELLS];
    for (int i = 0; i < CELLS; i++) {
      cells.add(new MemoryDecisionStore("chosen"));
    }
    for (int step = 0; step < STEPS; step++) {
      int cell = random.nextInt(CELLS);
      DecisionStore store = cells.get(cell);
      if (random.nextInt(3) == 0) {
        Address address = new SegmentAddress(TRACK, random.nextInt(3));
        int revision = store.get(address).map(Decision::revision).orElse(0) + 1;
        long notBefore = random.nextInt(5) == 0 ? APPENDED + 501 : 0;
        log.add(decision(address, revision, notBefore));
      } else if (read[cell] < log.size()) {
        apply(store, log.get(read[cell]), read[cell]);
        read[cell]++;
      }
    }
    return log;
  }

  private static Decision decision(Address address, int revision, long notBefore) {
    return new Decision(
        address,
        revision,
        Optional.empty(),
        Reason.LEAST_BAD,
        List.of(),
        List.of(),
        0,
        0,
        "cell",
        notBefore);
  }

  private static boolean apply(DecisionStore store, Decision decision, long offset) {
    return store.apply(DecisionJson.write(decision), offset, APPENDED).accepted().isPresent();
  }

  /** Without this, the test below would prove nothing. */
  @Test
  void suchALogHasProposalsThatLoseAndThatComeTooEarly() {
    List<Decision> log = log(new Random(1));
    DecisionStore store = new MemoryDecisionStore("chosen");
    List<Decision> inTime = log.stream().filter(d -> d.early(APPENDED) == 0).toList();
    List<Decision> accepted = inTime.stream().filter(d -> apply(store, d, 0)).toList();
    assertThat(inTime).hasSizeLessThan(log.size());
    assertThat(accepted).hasSizeBetween(6, inTime.size() - 1);
    assertThat(accepted).anyMatch(d -> d.revision() > 2);
  }

  @Property(tries = 200)
  void everyReaderAcceptsTheSameRecords(@ForAll long seed) {
    List<Decision> log = log(new Random(seed));
    DecisionStore store = new MemoryDecisionStore("chosen");
    AcceptedRevisions revisions = new AcceptedRevisions();
    Map<Address, Integer> largest = new HashMap<>();
    Map<Address, Set<Integer>> seen = new HashMap<>();
    for (int offset = 0; offset < log.size(); offset++) {
      Decision decision = log.get(offset);
      boolean early = decision.early(APPENDED) > 0;
      boolean accepted = apply(store, decision, offset);
      assertThat(!early && revisions.accept(decision)).as("a service").isEqualTo(accepted);
      int before = largest.getOrDefault(decision.address(), 0);
      assertThat(!early && decision.revision() > before).as("a query").isEqualTo(accepted);
      Set<Integer> taken = seen.computeIfAbsent(decision.address(), a -> new HashSet<>());
      assertThat(!early && taken.add(decision.revision()))
          .as("the first record of each revision")
          .isEqualTo(accepted);
      if (!early) {
        largest.put(decision.address(), Math.max(before, decision.revision()));
      }
    }
  }
}
