package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.InitAddress;
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
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cost of a candidate in the store of candidates, in steady state, including all that follows
 * from it: its judging, its decision, and the looks when it is due and gone.
 */
class StoreTrafficTest {
  private static final Schedule SCHEDULE = SampleEvent.event().schedule();
  private static final long FIRST = SampleEvent.NUMBER;

  /** Candidates and pending addresses. */
  private static final String KINDS = "cp";

  /** Enough for the track to be known. */
  private static final long WARM = FIRST + 10;

  private static final int NUMBERS = 10;

  @TempDir Path directory;
  private static final List<String> TOPICS =
      List.of(
          Topics.CONTROL,
          Topics.inits("a"),
          Topics.inits("b"),
          Topics.segments("a"),
          Topics.segments("b"));

  private CrashingCell cell;

  @BeforeEach
  void start() {
    cell = new CrashingCell(directory, SCHEDULE.mediaEnd(FIRST), TOPICS);
    EventDefinition event = SampleEvent.event(List.of("a", "b"));
    cell.append(
        Topics.CONTROL,
        ControlKey.event(event.id()).toString(),
        ControlJson.write(event),
        new RecordHeaders());
    for (String pipeline : List.of("a", "b")) {
      byte[] bytes = ("init of " + pipeline).getBytes(StandardCharsets.UTF_8);
      SegmentRecord init =
          new SegmentRecord(
              new InitAddress(SampleEvent.TRACK),
              "video/mp4",
              Digest.of(bytes),
              TrackSamples.init("x"),
              List.of());
      cell.append(init.topic(pipeline), init.key(), bytes, init.headers());
    }
    cell.consumeAll();
    cell.acknowledge();
    cell.advance(20);
    cell.acknowledge();
  }

  @Test
  void the_preferred_first_one_read_a_segment_and_one_write_a_candidate() {
    publish(FIRST, WARM, "a", "b");
    long reads = cell.candidateStore().reads(KINDS);
    long writes = cell.candidateStore().writes(KINDS);
    publish(WARM, WARM + NUMBERS, "a", "b");
    assertThat(cell.accepted()).hasSize((int) (WARM + NUMBERS - FIRST));
    assertThat(cell.candidateStore().reads(KINDS) - reads).isEqualTo(NUMBERS);
    assertThat(cell.candidateStore().writes(KINDS) - writes).isEqualTo(2 * NUMBERS);
    assertThat(cell.candidateStore().writes("o")).as("of a declared track").isZero();
  }

  /** The learned state of a track is written only as long as there is something to learn. */
  @Test
  void without_a_declared_frame_rate_the_known_cadence_costs_no_write() {
    publish(FIRST, WARM, "a", "b");
    long reads = cell.candidateStore().reads("t");
    long writes = cell.candidateStore().writes("t");
    assertThat(writes).isPositive();
    publish(WARM, WARM + NUMBERS, "a", "b");
    assertThat(cell.candidateStore().reads("t") - reads).isZero();
    assertThat(cell.candidateStore().writes("t") - writes).isZero();
  }

  /**
   * The decision waits for the preferred pipeline; a restart finds the address through its
   * candidates.
   */
  @Test
  void the_other_first_one_read_a_segment_and_one_write_a_candidate_too() {
    publish(FIRST, WARM, "b", "a");
    long reads = cell.candidateStore().reads(KINDS);
    long writes = cell.candidateStore().writes(KINDS);
    publish(WARM, WARM + NUMBERS, "b", "a");
    assertThat(cell.candidateStore().reads(KINDS) - reads).isEqualTo(NUMBERS);
    assertThat(cell.candidateStore().writes(KINDS) - writes).isEqualTo(2 * NUMBERS);
  }

  private void publish(long from, long to, String... pipelines) {
    for (long number = from; number < to; number++) {
      for (String pipeline : pipelines) {
        byte[] bytes = (pipeline + number).getBytes(StandardCharsets.UTF_8);
        SegmentRecord record =
            new SegmentRecord(
                new SegmentAddress(SampleEvent.TRACK, number),
                "video/mp4",
                Digest.of(bytes),
                TrackSamples.clean(number, "x"),
                List.of());
        cell.append(record.topic(pipeline), record.key(), bytes, record.headers());
        cell.consumeAll();
        cell.acknowledge();
        cell.advance(20);
        cell.acknowledge();
      }
      cell.advance(SCHEDULE.mediaEnd(number + 1) - cell.now());
      cell.acknowledge();
    }
  }
}
