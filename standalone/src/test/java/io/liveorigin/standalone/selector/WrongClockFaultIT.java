package io.liveorigin.standalone.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.standalone.process.ServingNode;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.testing.Patience;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: a node whose clock is wrong binds nobody and claims nothing, says why it is not ready,
 * and is ready again by itself when its clock is right. Two cells on one broker, while both
 * pipelines publish.
 */
class WrongClockFaultIT {
  private static final List<Integer> SECONDS = List.of(1, -1, 5, -5, 60, -60);

  @TempDir Path directory;
  private final SettableClock clock = new SettableClock();
  private final Set<String> answers = ConcurrentHashMap.newKeySet();
  private SelectorFixture fixture;
  private Schedule schedule;
  private Publisher publisher;

  @BeforeEach
  void start() {
    fixture = new SelectorFixture();
    EventDefinition event = fixture.apply(List.of("a", "b"));
    schedule = event.schedule();
    publisher = new Publisher();
  }

  @AfterEach
  void stop() {
    publisher.close();
    fixture.close();
  }

  @Test
  void a_clock_that_steps_and_comes_right_again() {
    try (ServingNode good = start("good", Clock.systemUTC());
        ServingNode bad = start("bad", clock)) {
      new Http(good.adminPort()).awaitReady();
      new Http(bad.adminPort()).awaitReady();
      for (int seconds : SECONDS) {
        clock.ahead(Duration.ofSeconds(seconds));
        assertRefuses(bad, seconds > 0 ? "ahead of the brokers" : "behind the brokers");
        publisher.await(8, () -> ask(bad));
        assertThat(new Http(good.adminPort()).get("/health/ready").statusCode()).isEqualTo(200);
        assertRefuses(bad, seconds > 0 ? "ahead of the brokers" : "behind the brokers");
        clock.ahead(Duration.ZERO);
        new Http(bad.adminPort()).awaitReady();
      }
      assertThat(answers).containsExactly("503 not-ready");
      finish(good, bad);
    }
  }

  @Test
  void a_clock_that_is_wrong_from_the_start() {
    clock.ahead(Duration.ofSeconds(60));
    try (ServingNode good = start("good", Clock.systemUTC());
        ServingNode bad = start("bad", clock)) {
      new Http(good.adminPort()).awaitReady();
      Patience.await().untilAsserted(() -> assertRefuses(bad, "ahead of the brokers"));
      publisher.await(12, () -> ask(bad));
      assertThat(answers).containsExactly("503 not-ready");
      clock.ahead(Duration.ZERO);
      new Http(bad.adminPort()).awaitReady();
      finish(good, bad);
    }
  }

  private ServingNode start(String cell, Clock machine) {
    return ServingNode.start(
        ServingConfig.onLoopback(0, 0),
        SelectorConfig.of(fixture.kafka(), cell, "n1", directory.resolve(cell)),
        machine);
  }

  private static void assertRefuses(ServingNode node, String why) {
    Http admin = new Http(node.adminPort());
    HttpResponse<byte[]> ready = admin.get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(text(ready)).contains(why);
    assertThat(text(admin.get("/status"))).contains(why);
    assertThat(text(admin.get("/metrics"))).contains("clock_offset_seconds");
  }

  /** What has come, what will come, and what a wrong clock takes for gone. */
  private void ask(ServingNode node) {
    long now = SelectorFixture.currentNumber();
    for (long number : List.of(now - 4, now + 20, now + 200, now - 2_900)) {
      HttpResponse<byte[]> answer = new Http(node.port()).get("/t/e/v0-" + number + ".m4s");
      String code = text(answer).contains("not-ready") ? " not-ready" : "";
      answers.add(answer.statusCode() + code);
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private void finish(ServingNode good, ServingNode bad) {
    publisher.close();
    long last = publisher.last();
    Patience.await().until(() -> System.currentTimeMillis() > schedule.gone(last) + 2_000);
    for (long number = publisher.first(); number <= last; number++) {
      String path = "/t/e/v0-" + number + ".m4s";
      Patience.await().untilAsserted(() -> assertSame(good, bad, path));
    }
    assertNothingWasDecidedEarly();
    assertWhatWasSaidIsTrue(last);
  }

  private static void assertSame(ServingNode good, ServingNode bad, String path) {
    HttpResponse<byte[]> one = new Http(good.port()).get(path);
    HttpResponse<byte[]> other = new Http(bad.port()).get(path);
    assertThat(one.statusCode()).as(path).isEqualTo(200);
    assertThat(other.statusCode()).as(path).isEqualTo(200);
    assertThat(Http.etag(other)).as(path).isEqualTo(Http.etag(one));
  }

  private void assertNothingWasDecidedEarly() {
    List<Decision> decisions =
        fixture.values(Topics.SELECTIONS).stream().map(DecisionJson::read).toList();
    assertThat(decisions).isNotEmpty();
    for (Decision decision : decisions) {
      long number = ((SegmentAddress) decision.address()).number();
      if (decision.reason() == Reason.FALLBACK_DUE) {
        long due = schedule.due(number);
        assertThat(decision.notBefore()).isEqualTo(due);
        // By the time of the nodes, which is that of the brokers to some milliseconds.
        assertThat(decision.decidedAt()).as("%s", decision).isGreaterThan(due - 100);
      }
    }
  }

  private void assertWhatWasSaidIsTrue(long last) {
    for (byte[] value : fixture.values(Topics.DEFECTS)) {
      DefectRecord defect = DefectRecord.read(value);
      // Of the last ones there was no more.
      long number = defect.number().orElse(Long.MAX_VALUE);
      if (number <= last && defect.representation().equals("v0")) {
        assertThat(publisher.acknowledged(defect.pipeline(), number))
            .as(defect.kind() + " " + defect.pipeline() + " " + number)
            .isGreaterThan(schedule.due(number));
      }
    }
  }

  /** Pipeline b is always first, which counts only from due on; a comes a little before due. */
  private final class Publisher implements AutoCloseable {
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, Long> published = new ConcurrentSkipListMap<>();
    private long next = SelectorFixture.currentNumber() + 2;

    Publisher() {
      threads.scheduleAtFixedRate(this::publish, 0, 20, TimeUnit.MILLISECONDS);
    }

    private void publish() {
      while (schedule.mediaEnd(next) <= System.currentTimeMillis()) {
        long number = next++;
        put("b", number);
        threads.schedule(() -> put("a", number), 50, TimeUnit.MILLISECONDS);
      }
    }

    private void put(String pipeline, long number) {
      fixture.put(pipeline, number, pipeline + number);
      acknowledged.put(pipeline + number, System.currentTimeMillis());
      if (pipeline.equals("a")) {
        published.put(number, number);
      }
    }

    long acknowledged(String pipeline, long number) {
      return acknowledged.getOrDefault(pipeline + number, Long.MAX_VALUE);
    }

    long first() {
      return published.firstKey();
    }

    long last() {
      return published.lastKey();
    }

    /** Until so many more numbers are published; does something meanwhile. */
    void await(int numbers, Runnable meanwhile) {
      int from = published.size();
      Patience.await()
          .until(
              () -> {
                meanwhile.run();
                return published.size() >= from + numbers;
              });
    }

    @Override
    public void close() {
      threads.shutdown();
      try {
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
