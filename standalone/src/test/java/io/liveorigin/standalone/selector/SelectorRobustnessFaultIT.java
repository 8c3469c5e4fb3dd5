package io.liveorigin.standalone.selector;

import static io.liveorigin.standalone.selector.SelectorFixture.TRACK;
import static io.liveorigin.standalone.selector.SelectorFixture.awaitDecision;
import static io.liveorigin.standalone.selector.SelectorFixture.awaitReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.clock.NodeClock;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.run.Selector;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.testing.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Invariant: whatever lies in the topics or on the disk, a cell comes up, goes on, and says what
 * the others say.
 */
class SelectorRobustnessFaultIT {
  private static SelectorFixture fixture;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    fixture = new SelectorFixture();
    fixture.apply(List.of("a", "b"));
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "candidates, CURRENT",
    "candidates, .sst",
    "decisions, CURRENT",
    "decisions, MANIFEST",
    "decisions, .sst"
  })
  void a_damaged_store_is_set_aside_and_rebuilt_from_the_topics(String store, String file)
      throws IOException {
    String cell = "damaged-" + store + file.replaceAll("\\W", "");
    long number = SelectorFixture.currentNumber() + 100;
    List<Decision> before = new ArrayList<>();
    try (Selector selector = fixture.start(cell, directory)) {
      awaitReady(selector);
      for (long n = number; n < number + 20; n++) {
        fixture.put("a", n, cell + n);
      }
      for (long n = number; n < number + 20; n++) {
        before.add(awaitDecision(selector.index(), new SegmentAddress(TRACK, n)));
      }
    }
    if (file.equals(".sst")) {
      // What lies in the write-ahead log is written to a table when the store is opened again.
      try (Selector selector = fixture.start(cell, directory)) {
        awaitReady(selector);
      }
    }
    assertThat(damage(store, file)).as("files of %s like %s", store, file).isPositive();
    try (Selector selector = fixture.start(cell, directory)) {
      awaitReady(selector);
      for (Decision decision : before) {
        assertThat(awaitDecision(selector.index(), decision.address())).isEqualTo(decision);
      }
      fixture.put("a", number + 20, cell + " goes on");
      awaitDecision(selector.index(), new SegmentAddress(TRACK, number + 20));
    }
    assertThat(directory.resolve(cell + ".set-aside")).isDirectory();
  }

  /** Overwrites files of that store in all tasks; returns how many. */
  private long damage(String store, String file) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> hit =
          files
              .filter(Files::isRegularFile)
              .filter(path -> path.toString().contains("/" + store + "/"))
              .filter(
                  path ->
                      file.startsWith(".")
                          ? path.toString().endsWith(file)
                          : path.getFileName().toString().startsWith(file))
              .toList();
      for (Path path : hit) {
        byte[] bytes = Files.readAllBytes(path);
        Arrays.fill(bytes, (byte) 0x5a);
        Files.write(path, bytes);
      }
      return hit.size();
    }
  }

  @Test
  void two_threads_share_the_partitions_and_prove_what_is_absent() {
    SelectorConfig config =
        new SelectorConfig(
            fixture.kafka(),
            "two-threads",
            "n1",
            directory,
            2,
            Duration.ofSeconds(6),
            Duration.ofSeconds(3));
    try (Selector selector =
        Selector.start(
            config,
            SelectorListener.NONE,
            new SimpleMeterRegistry(),
            NodeClock.reliable(SelectorFixture.CLOCK))) {
      awaitReady(selector);
      long number = SelectorFixture.currentNumber() + 100;
      for (String representation : List.of("v0", "v1", "a0")) {
        SegmentAddress address =
            new SegmentAddress(new Track(TRACK.event(), representation, 0), number);
        long instant = SelectorFixture.CLOCK.millis();
        Patience.await().until(() -> selector.index().absent(address, List.of("a", "b"), instant));
        fixture.put("a", address, representation.getBytes(StandardCharsets.UTF_8), List.of());
        awaitDecision(selector.index(), address);
      }
    }
  }

  @Test
  void poison_in_every_topic_leaves_the_others_alone_and_is_seen() {
    try (Selector selector = fixture.start("poisoned", directory)) {
      awaitReady(selector);
      fixture.raw(Topics.segments("a"), 0, "no/such", new byte[] {1});
      fixture.raw(Topics.inits("a"), 0, "no/such/track#00", new byte[] {1});
      fixture.raw(Topics.SELECTIONS, 0, "t/e/v0", new byte[] {'{'});
      fixture.raw(Topics.CONTROL, 0, "event/t/x/definition", new byte[] {'{', '}'});
      Patience.await().until(() -> selector.index().quarantined().size() >= 4);
      long number = SelectorFixture.currentNumber() + 100;
      fixture.put("a", number, "after poison");
      awaitDecision(selector.index(), new SegmentAddress(TRACK, number));
      Patience.await().until(() -> fixture.values(Topics.QUARANTINE).size() >= 4);
      awaitReady(selector);
    }
  }

  /** Invariant: what ran out ends threads for as long as it is short, and no longer. */
  @Test
  void when_a_shortage_is_over_everything_goes_on_by_itself() {
    AtomicBoolean shortage = new AtomicBoolean();
    AtomicInteger deaths = new AtomicInteger();
    SelectorListener starving =
        new SelectorListener() {
          @Override
          public void candidate(Address address, Candidate candidate, byte[] bytes) {
            if (shortage.get()) {
              deaths.incrementAndGet();
              throw new OutOfMemoryError("made by a test");
            }
          }

          @Override
          public void accepted(Decision decision, RecordPosition position) {}

          @Override
          public void partitionLost(int partition) {}
        };
    try (Selector selector = fixture.start("starving", directory, starving)) {
      awaitReady(selector);
      shortage.set(true);
      long number = SelectorFixture.currentNumber() + 100;
      fixture.put("a", number, "in the shortage");
      Patience.await().until(() -> deaths.get() >= 3);
      shortage.set(false);
      awaitDecision(selector.index(), new SegmentAddress(TRACK, number));
      awaitReady(selector);
      assertThat(selector.index().quarantined())
          .as("it was no record's fault")
          .noneMatch(entry -> entry.reason().contains("made by a test"));
    }
  }
}
