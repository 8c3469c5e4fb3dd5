package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stored state of an undeclared track in a task that is restarted. */
class UndeclaredTracksTest {
  /**
   * An event with a window that is longer than the time for which a track may be without an event.
   */
  private static final EventDefinition EVENT =
      SampleEvent.event(List.of("a", "b")).withTimeShiftBufferDepth(Duration.ofHours(1));

  private static final Schedule SCHEDULE = EVENT.schedule();
  private static final long FIRST = SampleEvent.NUMBER;
  private static final long MINUTE = 60_000;

  @TempDir Path directory;
  private final Random random = new Random(1);
  private CrashingCell cell;

  @BeforeEach
  void start() {
    cell =
        new CrashingCell(
            directory, SCHEDULE.mediaEnd(FIRST), CrashingCell.topics(List.of("a", "b")));
    byte[] bytes = "from a".getBytes(StandardCharsets.UTF_8);
    SegmentRecord record =
        new SegmentRecord(
            new SegmentAddress(SampleEvent.TRACK, FIRST),
            "video/mp4",
            Digest.of(bytes),
            TrackSamples.clean(FIRST, "x"),
            List.of());
    cell.append(record.topic("a"), record.key(), bytes, record.headers());
    cell.consumeAll();
    cell.advance(20);
    cell.commit();
  }

  /** Found with 10 million records of poison. */
  @Test
  void goes_after_ten_minutes_however_often_the_task_is_restarted() {
    assertThat(stored()).isNotEmpty();
    // The second life remembers what it finds.
    for (int life = 0; life < 62; life++) {
      cell.advance(5_000);
      cell.advance(5_000);
      cell.commit();
      cell.crash(false, random);
    }
    for (int i = 0; i < 4; i++) {
      cell.advance(20);
    }
    assertThat(stored()).isEmpty();
  }

  /** The definition is in the log, and the task has not read it yet. */
  @Test
  void stays_where_it_was_declared_while_the_task_was_away() {
    // The second life remembers the time.
    cell.crash(false, random);
    cell.advance(20);
    cell.commit();
    cell.away(MINUTE);
    cell.append(
        Topics.CONTROL,
        ControlKey.event(EVENT.id()).toString(),
        ControlJson.write(EVENT),
        new RecordHeaders());
    cell.away(20 * MINUTE);
    cell.crash(false, random);
    cell.advance(20);
    cell.advance(20);
    assertThat(stored()).as("before it is read").contains("c");
    cell.consumeAll();
    cell.advance(MINUTE);
    cell.advance(20);
    assertThat(stored()).as("and no orphan any more").contains("c").doesNotContain("o");
  }

  /** Returns the kinds of all entries, by their prefixes. */
  private List<String> stored() {
    List<String> kinds = new ArrayList<>();
    try (var all = cell.candidateStore().all()) {
      all.forEachRemaining(entry -> kinds.add(String.valueOf((char) entry.key.get()[0])));
    }
    return kinds;
  }
}
