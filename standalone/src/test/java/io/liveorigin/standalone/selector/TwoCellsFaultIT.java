package io.liveorigin.standalone.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.standalone.stack.CellProcess;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.standalone.stack.Ports;
import io.liveorigin.standalone.support.Jvm;
import io.liveorigin.testing.Patience;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: two cells never disagree. Pipelines arrive within milliseconds of each other and of
 * the instants at which the rule changes its mind, and one cell is stopped in the middle for longer
 * than its session, and continued.
 */
class TwoCellsFaultIT {
  private static final List<String> REPRESENTATIONS = List.of("v0", "v1", "a0");
  private static final int NUMBERS = 200;
  private static final long SEED = 20_261_122;

  @TempDir Path directory;
  private SelectorFixture fixture;
  private EventDefinition event;

  @BeforeEach
  void start() {
    fixture = new SelectorFixture();
    event = fixture.apply(List.of("a", "b"));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void both_serve_the_same_winner_for_every_number_although_one_was_stopped() throws Exception {
    try (Jvm one = start("one");
        Jvm two = start("two")) {
      Ports portsOne = Ports.of(one);
      Ports portsTwo = Ports.of(two);
      new Http(portsOne.admin()).awaitReady();
      new Http(portsTwo.admin()).awaitReady();
      List<SegmentAddress> published = publish(two);
      assertThat(published).hasSize(NUMBERS * REPRESENTATIONS.size());
      new Http(portsTwo.admin()).awaitReady();
      Patience.await().untilAsserted(() -> compare(portsOne, portsTwo, published));
    }
  }

  private Jvm start(String cell) {
    return Jvm.of(CellProcess.class)
        .args(fixture.kafka().bootstrapServers(), cell, directory.resolve(cell))
        .heap("256m")
        .start(directory.resolve(cell + ".log"));
  }

  private void compare(Ports one, Ports two, List<SegmentAddress> published) {
    for (SegmentAddress address : published) {
      String path = "/t/e/" + address.track().representation() + "-" + address.number() + ".m4s";
      HttpResponse<byte[]> first = new Http(one.serving()).get(path);
      HttpResponse<byte[]> second = new Http(two.serving()).get(path);
      assertThat(first.statusCode()).as(path).isEqualTo(200);
      assertThat(second.statusCode()).as(path).isEqualTo(200);
      assertThat(Http.etag(second)).as(path).isEqualTo(Http.etag(first));
      assertThat(second.headers().firstValue("Origin-Pipeline"))
          .as(path)
          .isEqualTo(first.headers().firstValue("Origin-Pipeline"));
    }
  }

  /** Real time: what is tested is the race of arrivals with the clocks of the cells. */
  private List<SegmentAddress> publish(Jvm stopped) throws Exception {
    Random random = new Random(SEED);
    Schedule schedule = event.schedule();
    long first = SelectorFixture.currentNumber() + 10;
    List<SegmentAddress> addresses = new ArrayList<>();
    List<Future<?>> puts = new ArrayList<>();
    ScheduledExecutorService packagers = Executors.newScheduledThreadPool(4);
    try {
      for (long number = first; number < first + NUMBERS; number++) {
        for (String representation : REPRESENTATIONS) {
          SegmentAddress address = new SegmentAddress(Track.of("t", "e", representation), number);
          addresses.add(address);
          // Near due, or near decided where both are bad: the worst moments to disagree.
          boolean bothBad = random.nextInt(10) == 0;
          long instant = bothBad ? schedule.decided(number) : schedule.due(number);
          for (String pipeline : List.of("a", "b")) {
            long at = instant - 15 + random.nextInt(30);
            boolean bad = bothBad || random.nextInt(8) == 0;
            puts.add(
                packagers.schedule(
                    () -> put(pipeline, address, bad),
                    at - SelectorFixture.CLOCK.millis(),
                    TimeUnit.MILLISECONDS));
          }
        }
      }
      long middle = schedule.due(first + NUMBERS / 3);
      puts.add(packagers.schedule(stopped::pause, until(middle), TimeUnit.MILLISECONDS));
      // Longer than the session time-out of 6 s: its partitions are taken away meanwhile.
      puts.add(packagers.schedule(stopped::resume, until(middle + 9_000), TimeUnit.MILLISECONDS));
      for (Future<?> put : puts) {
        Patience.get(put);
      }
    } finally {
      packagers.shutdownNow();
    }
    return addresses;
  }

  private static long until(long instant) {
    return instant - SelectorFixture.CLOCK.millis();
  }

  private void put(String pipeline, SegmentAddress address, boolean bad) {
    byte[] bytes = (pipeline + " " + address).getBytes(StandardCharsets.UTF_8);
    List<Defect> defects =
        bad
            ? List.of(
                Defect.of(
                    DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.PACKAGER, Map.of("count", 1L)))
            : List.of();
    fixture.put(pipeline, address, bytes, defects);
  }
}
