package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole topology processes real traffic mixed with poison, with restarts. Nothing may throw,
 * every decision about the other event equals the one without poison, and the stored state does not
 * grow with the number of records.
 *
 * <p>{@code -Dpoison.records=10000000 -Dpoison.seed=1} runs any number of them; see {@code
 * docs/fuzzing.md}.
 */
class PoisonTest {
  private static final Logger LOG = LoggerFactory.getLogger(PoisonTest.class);
  private static final int RECORDS = Integer.getInteger("poison.records", 100_000);
  private static final long SEED = Long.getLong("poison.seed", System.nanoTime());

  /** One punctuation for this many records of poison. */
  private static final int RECORDS_A_TICK = 20;

  private static final int RECORDS_A_LIFE = 10_000;

  /**
   * The window of 5 min in segments of 2 s, the margin, an expiry interval, and numbers ahead of
   * the live edge.
   */
  private static final long MOST_NUMBERS = 150 + 30 + 15 + 60;

  @TempDir Path directory;

  @Test
  void nothing_that_is_written_stops_the_task_or_changes_what_others_are_served() {
    LOG.info("seed {}, {} records", SEED, RECORDS);
    List<String> without;
    try (PoisonedCell clean = new PoisonedCell(directory.resolve("clean"))) {
      without = run(clean, 0);
    }
    try (PoisonedCell poisoned = new PoisonedCell(directory.resolve("poisoned"))) {
      List<String> with = run(poisoned, RECORDS);
      assertThat(with).isEqualTo(without).isNotEmpty();
      assertThat(poisoned.quarantined()).as("what was passed over").isPositive();
      assertThat(poisoned.processed()).as("every record counts as processed").isTrue();
      for (Track track : PoisonedCell.tracks(Poison.EVENT)) {
        assertThat(poisoned.numbersOf(track))
            .as("numbers of %s", track)
            .isLessThanOrEqualTo(MOST_NUMBERS);
      }
      LOG.info("{} were quarantined", poisoned.quarantined());
    }
  }

  /** Runs the same clock and the same traffic with or without poison. */
  private static List<String> run(PoisonedCell cell, int poisoned) {
    Poison poison = new Poison(SEED, PoisonedCell.event(Poison.EVENT));
    cell.define(PoisonedCell.CLEAN);
    cell.define(Poison.EVENT);
    for (int i = 0; i < RECORDS; i += RECORDS_A_TICK) {
      cell.publishWhatIsDue();
      for (int j = 0; j < RECORDS_A_TICK && i + j < poisoned; j++) {
        cell.lastDecision(Poison.EVENT).ifPresent(poison::decided);
        Poison.Input input = poison.next(cell.now(), cell.number());
        if (!touches(input, PoisonedCell.CLEAN)) {
          cell.write(input);
        }
      }
      cell.tick();
      if (i % RECORDS_A_LIFE == 0) {
        cell.restart();
      }
    }
    return cell.decisionsOf(PoisonedCell.CLEAN);
  }

  /**
   * Returns whether a record is a control record about the event. Such an order is not poison: it
   * may change the event.
   */
  private static boolean touches(Poison.Input input, EventId event) {
    return input.topic().equals(Topics.CONTROL)
        && input.key() != null
        && input.key().contains("/" + event + "/");
  }
}
