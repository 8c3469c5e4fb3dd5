package io.liveorigin.serving.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.FillerRecipe;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.media.fill.FillerMaker;
import io.liveorigin.selector.fill.FillerOrder;
import io.liveorigin.selector.fill.FillerResult;
import io.liveorigin.serving.bytes.kafka.StoredSegment;
import io.liveorigin.serving.bytes.memory.RequestedTracks;
import io.liveorigin.serving.bytes.memory.SegmentCache;
import io.liveorigin.serving.support.FakeIndex;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of fillers that cannot be made. That they are made alike is {@code FilledIT}'s. */
class FillerAwareReaderTest {
  private static final SegmentAddress HOLE = TestNode.v0(8);
  private static final byte[] INIT = {1, 2, 3};
  private static final byte[] SOURCE = Samples.bytes(50, 1);
  private static final RecordPosition AT = new RecordPosition("segments.a", 0, 7);

  private final FakeIndex index = new FakeIndex();
  private final ControlState control = new ControlState();
  private final List<StoredSegment> read = new ArrayList<>();
  private CompletableFuture<ByteBuffer> stored =
      CompletableFuture.completedFuture(ByteBuffer.wrap(SOURCE));
  private final AsyncFillerMaker generator =
      new AsyncFillerMaker(
          segment -> {
            read.add(segment);
            return stored;
          },
          index);
  private final FillerAwareReader reader =
      new FillerAwareReader(this::published, generator, control);

  private CompletableFuture<ByteBuffer> published(StoredSegment segment) {
    read.add(segment);
    return stored;
  }

  @BeforeEach
  void declare() {
    index.inits.put(Digest.of(INIT), INIT);
    control.apply(
        ControlKey.event(Samples.news().id()).toString(),
        Optional.of(ControlJson.write(Samples.news().definition())));
  }

  @AfterEach
  void close() {
    generator.close();
  }

  private static StoredSegment filler(int version) {
    FillerRecipe.Source source = new FillerRecipe.Source(7, Digest.of(SOURCE), SOURCE.length);
    return new StoredSegment(
        AT,
        HOLE,
        Digest.of(new byte[] {9}),
        1,
        Optional.of(new FillerRecipe(Digest.of(INIT), Optional.of(source), version)));
  }

  private void assertFails(StoredSegment segment, ErrorCode code) {
    assertThatThrownBy(() -> reader.read(segment).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(OriginException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void what_was_published_is_read() {
    StoredSegment published = new StoredSegment(AT, TestNode.v0(7), Digest.of(SOURCE), 50);
    assertThat(reader.read(published).join()).isEqualTo(ByteBuffer.wrap(SOURCE));
    assertThat(read).containsExactly(published);
  }

  @Test
  void what_is_not_the_chosen_filler_is_an_alarm() {
    assertFails(filler(FillerMaker.VERSION), ErrorCode.STORED_BYTES_DIFFER);
    assertThat(read)
        .containsExactly(new StoredSegment(AT, TestNode.v0(7), Digest.of(SOURCE), SOURCE.length));
  }

  @Test
  void what_is_not_finished_when_the_node_stops_fails() {
    stored = new CompletableFuture<>();
    CompletableFuture<ByteBuffer> waiting = reader.read(filler(FillerMaker.VERSION));
    assertThat(waiting).isNotDone();
    generator.close();
    assertThat(waiting).isCompletedExceptionally();
    assertThat(reader.read(filler(FillerMaker.VERSION))).isCompletedExceptionally();
  }

  @Test
  void a_filler_of_a_later_version_is_none_of_this_nodes() {
    assertFails(filler(FillerMaker.VERSION + 1), ErrorCode.STORAGE_UNAVAILABLE);
  }

  @Test
  void a_filler_whose_init_segment_is_not_there_cannot_be_made_now() {
    index.inits.clear();
    assertFails(filler(FillerMaker.VERSION), ErrorCode.STORAGE_UNAVAILABLE);
  }

  @Test
  void a_source_that_cannot_be_read_is_said_as_it_is() {
    stored = CompletableFuture.failedFuture(new OriginException(ErrorCode.OVERLOADED, "too many"));
    assertFails(filler(FillerMaker.VERSION), ErrorCode.OVERLOADED);
  }

  @Test
  void the_selector_never_waits_and_is_told_what_came_of_it() {
    CachedFillerProvider provider = provider();
    FillerOrder order = order();
    stored = new CompletableFuture<>();
    assertThat(provider.filler(order)).isEmpty();
    assertThat(provider.filler(order)).isEmpty();
    assertThat(read).hasSize(1);
    stored.complete(ByteBuffer.wrap(SOURCE));
    Awaitility.await().until(() -> provider.filler(order).isPresent());
    assertThat(provider.filler(order).orElseThrow()).isInstanceOf(FillerResult.None.class);
  }

  private CachedFillerProvider provider() {
    return new CachedFillerProvider(
        generator, new SegmentCache(1_000, new RequestedTracks(1), 1), Clock.systemUTC());
  }

  private static FillerOrder order() {
    Candidate init = Samples.candidate(new InitAddress(Samples.V0), "a", INIT, 0);
    Candidate source = Samples.candidate(TestNode.v0(7), "a", SOURCE, 0);
    return new FillerOrder(
        Samples.news(), HOLE, init, Optional.of(new FillerOrder.Source(7, source)));
  }

  private String whyThereIsNone() {
    CachedFillerProvider provider = provider();
    Awaitility.await().until(() -> provider.filler(order()).isPresent());
    return ((FillerResult.None) provider.filler(order()).orElseThrow()).why();
  }

  @Test
  void the_selector_is_told_why_there_is_no_filler() {
    stored = CompletableFuture.failedFuture(new OriginException(ErrorCode.OVERLOADED, "too many"));
    assertThat(whyThereIsNone()).isEqualTo("too many");
    stored = CompletableFuture.failedFuture(new IllegalStateException("a fault of ours"));
    assertThat(whyThereIsNone()).contains("unexpected error").doesNotContain("read");
    stored = CompletableFuture.completedFuture(ByteBuffer.wrap(SOURCE));
    index.inits.clear();
    assertThat(whyThereIsNone()).isEqualTo("the init segment of " + HOLE + " is missing");
  }
}
