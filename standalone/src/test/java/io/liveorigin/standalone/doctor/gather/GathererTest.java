package io.liveorigin.standalone.doctor.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.doctor.facts.Gathered;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several parts, one deadline. */
class GathererTest {
  private static final Duration LIMIT = Duration.ofHours(1);

  private final AtomicLong nanos = new AtomicLong(7);

  @Test
  @Timeout(60)
  void allPartsHaveOneDeadlineHoweverLateTheyAreAsked() {
    try (Gatherer gatherer = new Gatherer(nanos::get)) {
      Supplier<Gathered<String>> early = gatherer.ask(LIMIT, GathererTest::never);
      nanos.addAndGet(LIMIT.toNanos());
      assertThat(early.get()).isEqualTo(Gathered.unknown("no response within 3600 s"));
      // A limit that counted from here would be another hour.
      assertThat(gatherer.ask(LIMIT, GathererTest::never).get())
          .isEqualTo(Gathered.unknown("no response within 3600 s"));
    }
  }

  @Test
  void aResponseThatIsThereCountsAfterTheDeadline() {
    try (Gatherer gatherer = new Gatherer(nanos::get)) {
      Supplier<Gathered<String>> response = gatherer.ask(LIMIT, () -> "yes");
      assertThat(response.get()).isEqualTo(Gathered.known("yes"));
      nanos.addAndGet(LIMIT.toNanos());
      assertThat(response.get()).isEqualTo(Gathered.known("yes"));
    }
  }

  private static String never() throws InterruptedException {
    new CountDownLatch(1).await();
    return "";
  }
}
