package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.selector.store.StoredEntries;
import io.liveorigin.selector.topology.CrashStory.Step;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Random arrivals, duplicates, masks, redelivery, a clock that goes wrong and recovers, copies that
 * cannot be checked yet, records that cannot be processed, an event that is deleted and declared
 * again, and crashes between processing and commit, with and without loss of the disk. In any
 * order, no defect is lost or counted twice, no winner changes without a recorded reason, nothing
 * is decided before its time, and no trace of one event appears in the next one with its name.
 */
class CrashStoryTest {
  /** A directory that remains unused, because the stores are in memory. */
  private static final Path DIRECTORY = Path.of("target", "no-cell");

  @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
  void nothing_is_lost_doubled_or_flipped(@ForAll("stories") CrashStory story) {
    CrashTeller teller = new CrashTeller(DIRECTORY);
    teller.tell(story);
    assertDefects(teller);
    for (CrashLife life : teller.lives()) {
      assertDecisions(teller.cell(), life);
    }
    assertFinal(teller);
    teller.forget();
    assertThat(StoredEntries.of(teller.cell().candidateStore()).storedTracks())
        .allMatch(last(teller).track()::equals);
  }

  private static CrashLife last(CrashTeller teller) {
    return teller.lives().get(teller.lives().size() - 1);
  }

  @Provide
  Arbitrary<CrashStory> stories() {
    return CrashStory.stories();
  }

  /**
   * All that had been read of an event that has ended is reported; of the last event, everything
   * is.
   */
  private static void assertDefects(CrashTeller teller) {
    Map<String, DefectRecord> byId = new HashMap<>();
    for (DefectRecord record : teller.cell().defects()) {
      DefectRecord before = byId.putIfAbsent(record.id(), record);
      assertThat(before == null || before.equals(record)).isTrue();
    }
    for (CrashLife life : teller.lives()) {
      List<String> found =
          byId.values().stream()
              .filter(d -> d.incarnation().orElse(0L) == life.incarnation())
              .map(CrashStoryTest::text)
              .sorted()
              .toList();
      if (life == last(teller)) {
        assertThat(found).isEqualTo(life.defects());
      } else {
        assertThat(found).doesNotHaveDuplicates().isSubsetOf(life.defects());
      }
    }
  }

  private static String text(DefectRecord record) {
    return record.incarnation().orElse(0L)
        + record.pipeline()
        + record.number().orElseThrow()
        + record.kind()
        + record.digest().orElse("");
  }

  private static void assertDecisions(CrashingCell cell, CrashLife life) {
    Set<Digest> own =
        CrashStory.PIPELINES.stream()
            .flatMap(pipeline -> life.puts(pipeline).keySet().stream())
            .map(life::digest)
            .collect(Collectors.toSet());
    Map<Long, Decision> latest = new TreeMap<>();
    for (CrashingCell.Accepted accepted : cell.accepted()) {
      Decision decision = accepted.decision();
      if (!decision.address().track().equals(life.track())) {
        continue;
      }
      long number = ((SegmentAddress) decision.address()).number();
      assertThat(accepted.time()).isGreaterThanOrEqualTo(earliest(life, decision, number));
      Decision before = latest.put(number, decision);
      if (before != null) {
        assertFlip(before, decision);
      }
      decision.winner().ifPresent(w -> assertThat(decision.masked()).doesNotContain(w.pipeline()));
      decision.winner().ifPresent(w -> assertThat(own).contains(w.digest()));
    }
  }

  private static long earliest(CrashLife life, Decision decision, long number) {
    return switch (decision.reason()) {
      case FALLBACK_DUE, UNCHECKED -> life.schedule().due(number) - Decision.EARLY_TOLERANCE_MILLIS;
      case LEAST_BAD -> life.schedule().decided(number) - Decision.EARLY_TOLERANCE_MILLIS;
      case MISSING -> life.missing(number) - Decision.EARLY_TOLERANCE_MILLIS;
      default -> 0;
    };
  }

  /** A clean winner is replaced only because of a mask; any other one also by a better copy. */
  private static void assertFlip(Decision before, Decision after) {
    Optional<Candidate> winner = before.winner();
    boolean maskedAway = winner.isPresent() && after.masked().contains(winner.get().pipeline());
    if (winner.isPresent() && winner.get().valid()) {
      assertThat(maskedAway).isTrue();
    }
    if (maskedAway) {
      assertThat(after.reason()).isEqualTo(Reason.MASK);
    } else {
      assertThat(after.reason()).isIn(Reason.UPGRADE, Reason.MASK, Reason.RECHECKED);
      assertThat(after.winner()).isPresent();
    }
  }

  /** In the end every copy that counts is served, and a clean one before one that is not. */
  private static void assertFinal(CrashTeller teller) {
    CrashLife life = last(teller);
    Map<Long, Decision> latest = new TreeMap<>();
    for (CrashingCell.Accepted accepted : teller.cell().accepted()) {
      if (accepted.decision().address().track().equals(life.track())) {
        long number = ((SegmentAddress) accepted.decision().address()).number();
        latest.put(number, accepted.decision());
      }
    }
    for (int index = 0; index < CrashStory.NUMBERS; index++) {
      assertFinal(life, index, Optional.ofNullable(latest.get(life.first() + index)));
    }
  }

  private static void assertFinal(CrashLife life, int index, Optional<Decision> decision) {
    Set<String> counting = new HashSet<>();
    boolean published = false;
    boolean clean = false;
    for (String pipeline : CrashStory.PIPELINES) {
      boolean delivered =
          life.puts(pipeline).keySet().stream().map(Step.Put::index).anyMatch(i -> i == index);
      published |= delivered;
      if (delivered && !life.masked().contains(pipeline)) {
        counting.add(pipeline);
        clean |= life.clean(pipeline, index);
      }
    }
    if (published || life.decidesAll()) {
      assertThat(decision).isPresent();
    }
    if (!published && decision.isPresent()) {
      assertThat(decision.get().reason()).isEqualTo(Reason.MISSING);
    }
    Optional<Candidate> winner = decision.flatMap(Decision::winner);
    assertThat(winner.isPresent()).isEqualTo(!counting.isEmpty());
    if (winner.isPresent()) {
      assertThat(counting).contains(winner.get().pipeline());
      assertThat(winner.get().valid()).isEqualTo(clean);
    }
  }
}
