package io.liveorigin.selector.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.task.SampleEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only records in the right partition, with the bytes that they describe, are accepted. */
class RecordCheckTest {
  private static final int PARTITIONS = 4;
  private static final byte[] BYTES = {1, 2, 3};
  private static final SegmentRecord RECORD =
      new SegmentRecord(
          new SegmentAddress(SampleEvent.TRACK, 7),
          "video/mp4",
          Digest.of(BYTES),
          Facts.NONE,
          List.of());
  private static final int OWN = Partitions.of(SampleEvent.TRACK, PARTITIONS);

  @Test
  void a_record_that_holds_what_it_says_is_taken() {
    assertThatCode(() -> RecordCheck.require(RECORD, OWN, PARTITIONS, BYTES))
        .doesNotThrowAnyException();
  }

  /** The task of another partition would contradict the task that owns the track. */
  @Test
  void a_record_in_a_partition_that_is_not_its_tracks_is_refused() {
    int other = (OWN + 1) % PARTITIONS;
    assertThatThrownBy(() -> RecordCheck.require(RECORD, other, PARTITIONS, BYTES))
        .isInstanceOfSatisfying(OriginException.class, RecordCheckTest::requireCode)
        .hasMessageContaining("belongs to partition " + OWN)
        .hasMessageContaining("is in partition " + other);
  }

  @Test
  void other_bytes_than_those_of_the_digest_are_refused() {
    assertThatThrownBy(() -> RecordCheck.require(RECORD, OWN, PARTITIONS, new byte[] {1, 2, 4}))
        .isInstanceOfSatisfying(OriginException.class, RecordCheckTest::requireCode)
        .hasMessageContaining("digest of the bytes");
  }

  private static void requireCode(OriginException e) {
    assertThat(e.code()).isEqualTo(ErrorCode.STORED_BYTES_DIFFER);
  }
}
