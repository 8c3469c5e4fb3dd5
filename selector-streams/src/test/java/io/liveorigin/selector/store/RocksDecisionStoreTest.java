package io.liveorigin.selector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.selector.store.DecisionStore.Applied;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksDecisionStoreTest {
  private static final Track TRACK = Track.of("t", "e", "v1");
  private static final TopicPartition CHANGELOG = new TopicPartition("selections", 0);

  @TempDir Path directory;
  private RocksDecisionStore store;

  @BeforeEach
  void open() {
    store = new RocksDecisionStore("chosen");
    store.open(directory.toFile());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void the_first_record_of_a_revision_counts_and_no_other() {
    assertThat(apply(1, 1, "a", 10)).isTrue();
    assertThat(apply(1, 1, "b", 11)).isFalse();
    assertThat(apply(1, 3, "b", 12)).isFalse();
    assertThat(winner(1)).isEqualTo("a");
    assertThat(apply(1, 2, "b", 13)).isTrue();
    assertThat(winner(1)).isEqualTo("b");
    assertThat(apply(1, 2, "a", 14)).isFalse();
    assertThat(apply(1, 1, "a", 15)).isFalse();
    assertThat(winner(1)).isEqualTo("b");
  }

  @Test
  void the_offset_is_that_of_the_last_record_applied_also_of_an_ignored_one() {
    assertThat(store.committedOffset(CHANGELOG)).isNull();
    apply(1, 1, "a", 10);
    apply(1, 1, "b", 11);
    assertThatThrownBy(() -> store.apply(new byte[] {1, 2, 3}, 12, 0))
        .isInstanceOf(OriginException.class);
    assertThat(store.committedOffset(CHANGELOG)).isEqualTo(12);
  }

  @Test
  void a_decision_before_its_time_is_ignored_and_told() {
    long notBefore = 100_000;
    long early = notBefore - Decision.EARLY_TOLERANCE_MILLIS - 1;
    Applied applied = store.apply(timed(notBefore), 10, early);
    assertThat(applied.accepted()).isEmpty();
    assertThat(store.get(new SegmentAddress(TRACK, 1))).isEmpty();
    assertThat(store.committedOffset(CHANGELOG)).isEqualTo(10);
    assertThat(applied)
        .isInstanceOfSatisfying(
            Applied.TooEarly.class, told -> assertThat(told.millis()).isEqualTo(1));
    assertThat(store.apply(timed(notBefore), 11, early + 1).accepted()).isPresent();
  }

  /** The numbers that the change affects may already be listed. */
  @Test
  void a_change_of_an_init_segment_that_is_recorded_too_late_is_ignored() {
    InitAddress init = new InitAddress(TRACK);
    long notAfter = 100_000;
    assertThat(store.apply(change(init, notAfter), 10, notAfter + 1))
        .isInstanceOf(Applied.TooLate.class);
    assertThat(store.get(init)).isEmpty();
    assertThat(store.apply(change(init, notAfter), 11, notAfter).accepted()).isPresent();
    assertThat(store.get(init).orElseThrow().changes().numbers()).containsExactly(7L);
  }

  private static byte[] change(InitAddress init, long notAfter) {
    InitTimeline changes =
        InitTimeline.only(Digest.of(new byte[] {1}))
            .with(new InitChange(Digest.of(new byte[] {2}), 7));
    return DecisionJson.write(
        new Decision(
            init,
            1,
            Optional.empty(),
            Reason.UPGRADE,
            List.of(),
            List.of(),
            0,
            0,
            "cell",
            0,
            Listing.GAP,
            Optional.empty(),
            changes,
            notAfter));
  }

  private static byte[] timed(long notBefore) {
    Decision decision =
        new Decision(
            new SegmentAddress(TRACK, 1),
            1,
            Optional.empty(),
            Reason.LEAST_BAD,
            List.of(),
            List.of(),
            0,
            0,
            "cell",
            notBefore);
    return DecisionJson.write(decision);
  }

  @Test
  void what_kafka_streams_wants_to_commit_does_not_move_the_offset() {
    apply(1, 1, "a", 10);
    store.commit(java.util.Map.of(CHANGELOG, 99L));
    assertThat(store.committedOffset(CHANGELOG)).isEqualTo(10);
  }

  @Test
  void a_changelog_that_cannot_be_continued_is_read_from_its_beginning() {
    apply(1, 1, "a", 10);
    store.commit(java.util.Map.of());
    assertThat(store.committedOffset(CHANGELOG)).isNull();
    assertThat(apply(1, 1, "b", 3)).isFalse();
    assertThat(winner(1)).isEqualTo("a");
  }

  @Test
  void decisions_and_offset_are_there_after_reopening() {
    apply(1, 1, "a", 10);
    store.close();
    open();
    assertThat(winner(1)).isEqualTo("a");
    assertThat(store.committedOffset(CHANGELOG)).isEqualTo(10);
    assertThat(apply(1, 1, "b", 11)).isFalse();
  }

  @Test
  void old_numbers_of_one_track_are_forgotten_and_no_others() {
    for (int n = 0; n < 10; n++) {
      apply(n, 1, "a", n);
      applyTo(new SegmentAddress(Track.of("t", "e", "v10"), n), 1, "a", 100 + n);
    }
    store.forgetBelow(TRACK, 7);
    assertThat(store.get(new SegmentAddress(TRACK, 6))).isEmpty();
    assertThat(store.get(new SegmentAddress(TRACK, 7))).isPresent();
    assertThat(store.get(new SegmentAddress(Track.of("t", "e", "v10"), 0))).isPresent();
  }

  @Test
  void a_closed_store_answers_with_our_exception_and_not_with_a_crash() {
    store.close();
    assertThatThrownBy(() -> store.get(new SegmentAddress(TRACK, 1)))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("closed");
  }

  private boolean apply(long number, int revision, String pipeline, long offset) {
    return applyTo(new SegmentAddress(TRACK, number), revision, pipeline, offset);
  }

  private boolean applyTo(SegmentAddress address, int revision, String pipeline, long offset) {
    Candidate candidate =
        new Candidate(
            pipeline,
            new RecordPosition("segments." + pipeline, 0, 1),
            Digest.of(new byte[] {1}),
            1,
            "video/mp4",
            0,
            Facts.NONE,
            List.of());
    Decision decision =
        new Decision(
            address,
            revision,
            Optional.of(candidate),
            Reason.PREFERRED_VALID,
            List.of(candidate),
            List.of(),
            0,
            0,
            "cell");
    return store.apply(DecisionJson.write(decision), offset, 0).accepted().isPresent();
  }

  private String winner(long number) {
    return store
        .get(new SegmentAddress(TRACK, number))
        .orElseThrow()
        .winner()
        .orElseThrow()
        .pipeline();
  }
}
