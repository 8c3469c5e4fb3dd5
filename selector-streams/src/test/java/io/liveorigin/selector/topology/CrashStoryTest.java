package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.ControlJson;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.contract.wire.SegmentRecord;
import io.liveorigin.selector.absence.AbsenceWatch;
import io.liveorigin.selector.judge.TrackSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Random arrivals, duplicates, masks, redelivery, a clock that goes wrong and comes right again,
 * and crashes between processing and commit, with and without the disk. Whatever the order: no
 * defect is lost or counted twice, no winner flips without a recorded reason, and nothing is
 * decided before its time.
 */
class CrashStoryTest {
  private static final List<String> ORDER = List.of("a", "b");
  private static final long FIRST = SelectorHarness.NUMBER;
  private static final long LAST = FIRST + 2;
  private static final long OFF = 200;

  /** A clock that is further off is in doubt. */
  private static final long BOUND = 500;

  private static final Schedule SCHEDULE = SelectorHarness.event().schedule();

  /** A step of a story. */
  sealed interface Step {
    /** quality 0 is clean, 1 has lost frames, 2 lies a little beside its place in the track. */
    record Put(String pipeline, long number, int quality, int copy) implements Step {
      String content() {
        return pipeline + number + " quality " + quality + " copy " + copy;
      }
    }

    record Masking(String pipeline, boolean on) implements Step {}

    record Consume(String topic) implements Step {}

    record Advance(long millis) implements Step {}

    record Acknowledge() implements Step {}

    record Commit() implements Step {}

    record Crash(boolean diskLost, long seed) implements Step {}

    /** The node's clock is so far ahead of the brokers' from here on. */
    record Clock(long aheadMillis) implements Step {}
  }

  @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
  void nothing_is_lost_doubled_or_flipped(@ForAll("stories") List<Step> story) {
    Path directory = temporary();
    long start = SCHEDULE.mediaEnd(FIRST) - 500;
    CrashingCell cell = new CrashingCell(directory, start, CrashingCell.topics(ORDER));
    Told told = new Told(cell);
    told.begin();
    story.forEach(told::tell);
    told.end();
    assertDefects(cell, told);
    assertDecisions(cell, told);
  }

  /** Tells the story to the cell and remembers what it told. */
  private static final class Told {
    private final CrashingCell cell;
    private final Set<String> masked = new TreeSet<>();

    /** Of each pipeline its puts in order, with their arrival. */
    private final Map<String, Map<Step.Put, Long>> puts = new HashMap<>();

    Told(CrashingCell cell) {
      this.cell = cell;
      ORDER.forEach(p -> puts.put(p, new LinkedHashMap<>()));
    }

    void begin() {
      EventDefinition event =
          SelectorHarness.event(ORDER, null, Instant.ofEpochMilli(SCHEDULE.mediaEnd(LAST)));
      control(ControlKey.event(event.id()), Optional.of(ControlJson.write(event)));
      // The track is watched from its first candidate on: the same one in every story.
      tell(new Step.Put("a", FIRST, 1, 0));
      cell.consumeAll();
      cell.commit();
    }

    void tell(Step step) {
      if (step instanceof Step.Put put) {
        publish(put);
      } else if (step instanceof Step.Masking mask) {
        mask(mask);
      } else if (step instanceof Step.Consume consume) {
        cell.consume(consume.topic());
      } else if (step instanceof Step.Advance advance) {
        cell.advance(advance.millis());
      } else if (step instanceof Step.Acknowledge) {
        cell.acknowledge();
      } else if (step instanceof Step.Commit) {
        cell.commit();
      } else if (step instanceof Step.Crash crash) {
        cell.crash(crash.diskLost(), new Random(crash.seed()));
      } else if (step instanceof Step.Clock clock) {
        cell.clock().ahead(clock.aheadMillis());
        cell.clock().doubt(Math.abs(clock.aheadMillis()) > BOUND);
      }
    }

    void end() {
      tell(new Step.Clock(0));
      cell.consumeAll();
      long certain = SCHEDULE.gone(LAST) + AbsenceWatch.KEPT_TRYING_MILLIS;
      long over = Math.max(certain, cell.now()) + 3_000;
      while (cell.now() < over) {
        cell.advance(250);
        cell.acknowledge();
      }
      cell.commit();
    }

    private void publish(Step.Put put) {
      byte[] bytes = put.content().getBytes(StandardCharsets.UTF_8);
      long ticks = put.number() * TrackSamples.SEGMENT + (put.quality() == 2 ? OFF : 0);
      Facts facts = TrackSamples.facts(ticks, 50, TrackSamples.FRAME, "x");
      SegmentRecord record =
          new SegmentRecord(
              new SegmentAddress(SelectorHarness.TRACK, put.number()),
              "video/mp4",
              Digest.of(bytes),
              new Facts(facts.tracks(), facts.brands(), facts.fragments()),
              put.quality() == 1 ? List.of(dropped()) : List.of());
      cell.append(Topics.segments(put.pipeline()), record.key(), bytes, record.headers());
      puts.get(put.pipeline()).putIfAbsent(put, cell.now());
    }

    private void mask(Step.Masking step) {
      Mask mask = new Mask("t", "e", "m-" + step.pipeline(), step.pipeline(), "*", 0, LAST, "");
      ControlKey key = ControlKey.mask(mask.eventId(), mask.id());
      control(key, step.on() ? Optional.of(ControlJson.write(mask)) : Optional.empty());
      if (step.on()) {
        masked.add(step.pipeline());
      } else {
        masked.remove(step.pipeline());
      }
    }

    private void control(ControlKey key, Optional<byte[]> value) {
      cell.append(Topics.CONTROL, key.toString(), value.orElse(null), new RecordHeaders());
    }
  }

  private static Defect dropped() {
    return Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 1L));
  }

  private static void assertDefects(CrashingCell cell, Told told) {
    Map<String, DefectRecord> byId = new HashMap<>();
    for (DefectRecord record : cell.defects()) {
      DefectRecord before = byId.putIfAbsent(record.id(), record);
      assertThat(before == null || before.equals(record)).isTrue();
    }
    List<String> found =
        byId.values().stream()
            .map(d -> d.pipeline() + d.number().orElseThrow() + d.kind() + d.digest().orElse(""))
            .sorted()
            .toList();
    assertThat(found).isEqualTo(expected(told));
  }

  /** By the rules in words: each pipeline's log in order, and the clock. */
  private static List<String> expected(Told told) {
    List<String> expected = new ArrayList<>();
    for (String pipeline : ORDER) {
      Map<Step.Put, Long> puts = told.puts.get(pipeline);
      List<Step.Put> before = new ArrayList<>();
      for (Step.Put put : puts.keySet()) {
        String digest = Digest.of(put.content().getBytes(StandardCharsets.UTF_8)).hex();
        if (put.quality() == 1) {
          expected.add(pipeline + put.number() + "dropped-video-frames" + digest);
        }
        if (jumps(put, before)) {
          expected.add(pipeline + put.number() + "discontinuity" + digest);
        }
        before.add(put);
      }
      int missed = 0;
      for (long n = FIRST; n <= LAST; n++) {
        long number = n;
        long first =
            puts.entrySet().stream()
                .filter(e -> e.getKey().number() == number)
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(Long.MAX_VALUE);
        boolean missing = first > SCHEDULE.gone(n);
        if (missing && missed == 2) {
          expected.add(pipeline + (n - 2) + "pipeline-silent");
        } else if (missing && missed < 2) {
          expected.add(pipeline + n + "late");
          expected.add(pipeline + n + "missing-segment");
        } else if (!missing && first > SCHEDULE.due(n)) {
          expected.add(pipeline + n + "late");
        }
        if (!missing && missed > 2) {
          expected.add(pipeline + n + "pipeline-back");
        }
        missed = missing ? missed + 1 : 0;
      }
    }
    return expected.stream().sorted().toList();
  }

  private static boolean jumps(Step.Put put, List<Step.Put> before) {
    List<Step.Put> previous = before.stream().filter(p -> p.number() == put.number() - 1).toList();
    if (previous.isEmpty()) {
      return false;
    }
    for (Step.Put other : previous) {
      boolean sameOffset = (other.quality() == 2) == (put.quality() == 2);
      boolean othersFault = put.quality() != 1 && bad(other, before);
      if (sameOffset || othersFault) {
        return false;
      }
    }
    return true;
  }

  private static boolean bad(Step.Put put, List<Step.Put> all) {
    return put.quality() == 1 || jumps(put, all.subList(0, all.indexOf(put)));
  }

  private static void assertDecisions(CrashingCell cell, Told told) {
    Map<Long, Decision> latest = new TreeMap<>();
    for (CrashingCell.Accepted accepted : cell.accepted()) {
      Decision decision = accepted.decision();
      long number = ((SegmentAddress) decision.address()).number();
      assertThat(accepted.time()).isGreaterThanOrEqualTo(earliest(decision, number));
      Decision before = latest.put(number, decision);
      if (before != null) {
        assertFlip(before, decision);
      }
      decision.winner().ifPresent(w -> assertThat(decision.masked()).doesNotContain(w.pipeline()));
    }
    for (long n = FIRST; n <= LAST; n++) {
      assertFinal(n, Optional.ofNullable(latest.get(n)), told);
    }
  }

  private static long earliest(Decision decision, long number) {
    return switch (decision.reason()) {
      case FALLBACK_DUE -> SCHEDULE.due(number) - Decision.EARLY_TOLERANCE_MILLIS;
      case LEAST_BAD -> SCHEDULE.decided(number) - Decision.EARLY_TOLERANCE_MILLIS;
      default -> 0;
    };
  }

  /** A winner that was valid gives way to a mask alone; another also to a better one. */
  private static void assertFlip(Decision before, Decision after) {
    Optional<Candidate> winner = before.winner();
    boolean maskedAway = winner.isPresent() && after.masked().contains(winner.get().pipeline());
    if (winner.isPresent() && winner.get().valid()) {
      assertThat(maskedAway).isTrue();
    }
    if (maskedAway) {
      assertThat(after.reason()).isEqualTo(Reason.MASK);
    } else {
      assertThat(after.reason()).isIn(Reason.UPGRADE, Reason.MASK);
      assertThat(after.winner()).isPresent();
    }
  }

  private static void assertFinal(long number, Optional<Decision> decision, Told told) {
    Set<String> counting = new HashSet<>();
    boolean published = false;
    for (String pipeline : ORDER) {
      boolean delivered =
          told.puts.get(pipeline).keySet().stream().anyMatch(p -> p.number() == number);
      published |= delivered;
      if (delivered && !told.masked.contains(pipeline)) {
        counting.add(pipeline);
      }
    }
    assertThat(decision.isPresent()).isEqualTo(published);
    if (decision.isPresent()) {
      Optional<Candidate> winner = decision.get().winner();
      assertThat(winner.isPresent()).isEqualTo(!counting.isEmpty());
      boolean anyValid =
          decision.get().candidates().stream()
              .anyMatch(c -> c.valid() && counting.contains(c.pipeline()));
      winner.ifPresent(
          w -> {
            assertThat(counting).contains(w.pipeline());
            assertThat(w.valid()).isEqualTo(anyValid);
          });
    }
  }

  @Provide
  Arbitrary<List<Step>> stories() {
    Arbitrary<String> pipelines = Arbitraries.of(ORDER);
    Arbitrary<Step> puts =
        Combinators.combine(
                pipelines,
                Arbitraries.longs().between(FIRST, LAST),
                Arbitraries.integers().between(0, 2),
                Arbitraries.integers().between(1, 2))
            .as(Step.Put::new);
    Arbitrary<Step> masks =
        Combinators.combine(pipelines, Arbitraries.of(true, false)).as(Step.Masking::new);
    Arbitrary<Step> consume = Arbitraries.of(CrashingCell.topics(ORDER)).map(Step.Consume::new);
    Arbitrary<Step> advance = Arbitraries.longs().between(1, 60).map(i -> new Step.Advance(i * 50));
    Arbitrary<Step> crash =
        Combinators.combine(Arbitraries.of(true, false), Arbitraries.longs()).as(Step.Crash::new);
    Arbitrary<Step> clock =
        Arbitraries.of(0L, 400L, -400L, 501L, 1_000L, -1_000L, 5_000L, -5_000L, 60_000L, -60_000L)
            .map(Step.Clock::new);
    return Arbitraries.frequencyOf(
            Tuple.of(8, puts),
            Tuple.of(2, clock),
            Tuple.of(2, masks),
            Tuple.of(10, consume),
            Tuple.of(5, advance),
            Tuple.of(4, Arbitraries.of(new Step.Acknowledge())),
            Tuple.of(2, Arbitraries.of(new Step.Commit())),
            Tuple.of(3, crash))
        .list()
        .ofMinSize(5)
        .ofMaxSize(60);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("cell");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
