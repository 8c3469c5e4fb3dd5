package io.liveorigin.standalone.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.standalone.stack.CellProcess;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.standalone.stack.Ports;
import io.liveorigin.standalone.support.Jvm;
import io.liveorigin.testing.Patience;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: what was acknowledged is never answered 404 or 410, however long the selector was away
 * and however much lies unread. The cell has 256 MB of heap and finds a backlog of 1 GB.
 */
class BacklogFaultIT {
  private static final List<String> REPRESENTATIONS = List.of("v0", "v1", "a0");
  private static final int BYTES = 1_200_000;
  private static final int NUMBERS = 150;

  @TempDir Path directory;
  private SelectorFixture fixture;

  @BeforeEach
  void start() {
    fixture = new SelectorFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void thirty_seconds_away_lose_nothing() throws Exception {
    EventDefinition event = fixture.apply(List.of("a", "b"));
    long first;
    try (Jvm cell = cell()) {
      new Http(Ports.of(cell).admin()).awaitReady();
      first = SelectorFixture.currentNumber() + 5;
      cell.kill();
    }
    Map<SegmentAddress, Boolean> acknowledged = publishWhileAway(event, first);
    try (Jvm cell = cell()) {
      Ports ports = Ports.of(cell);
      Map<String, Integer> early = askForAllUntilReady(ports, acknowledged);
      assertThat(early.keySet()).isSubsetOf("200", "503");
      Http serving = new Http(ports.serving());
      for (SegmentAddress address : acknowledged.keySet()) {
        // A node that was ready may lag again on a slow machine, and says 503 until it does not.
        HttpResponse<byte[]> answer =
            Patience.await(path(address))
                .until(() -> serving.get(path(address)), got -> got.statusCode() != 503);
        assertThat(answer.statusCode())
            .as(() -> path(address) + ": " + new String(answer.body(), StandardCharsets.UTF_8))
            .isEqualTo(200);
        // A copy of the first pipeline that lay unread in the log was not late.
        assertThat(answer.headers().firstValue("Origin-Pipeline")).hasValue("a");
        assertThat(answer.body()).hasSize(BYTES);
      }
    }
  }

  private Jvm cell() {
    return Jvm.of(CellProcess.class)
        .args(fixture.kafka().bootstrapServers(), "cell", directory.resolve("cell"))
        .heap("256m")
        .start(directory.resolve("cell.log"));
  }

  /** 30 s of real time, 900 records, 1.08 GB. */
  private Map<SegmentAddress, Boolean> publishWhileAway(EventDefinition event, long first)
      throws Exception {
    Map<SegmentAddress, Boolean> acknowledged = new HashMap<>();
    Random random = new Random(1);
    for (long number = first; number < first + NUMBERS; number++) {
      long end = event.schedule().mediaEnd(number);
      Patience.await()
          .pollInterval(5, TimeUnit.MILLISECONDS)
          .until(() -> SelectorFixture.CLOCK.millis() >= end);
      List<java.util.concurrent.Future<RecordMetadata>> sends = new ArrayList<>();
      for (String representation : REPRESENTATIONS) {
        SegmentAddress address = new SegmentAddress(Track.of("t", "e", representation), number);
        // b before a: whoever reads only the beginning of the log sees only b.
        for (String pipeline : List.of("b", "a")) {
          byte[] bytes = new byte[BYTES];
          random.nextBytes(bytes);
          sends.add(fixture.send(pipeline, address, bytes, List.of()));
        }
        acknowledged.put(address, true);
      }
      for (var send : sends) {
        Patience.get(send);
      }
    }
    return acknowledged;
  }

  private static Map<String, Integer> askForAllUntilReady(
      Ports ports, Map<SegmentAddress, Boolean> acknowledged) {
    Map<String, Integer> statuses = new HashMap<>();
    Http admin = new Http(ports.admin());
    Http serving = new Http(ports.serving());
    List<SegmentAddress> addresses = new ArrayList<>(acknowledged.keySet());
    Patience.await()
        .pollInterval(10, TimeUnit.MILLISECONDS)
        .ignoreExceptionsMatching(e -> e.getCause() instanceof ConnectException)
        .until(
            () -> {
              for (SegmentAddress address : addresses.subList(0, Math.min(40, addresses.size()))) {
                statuses.merge("" + serving.get(path(address)).statusCode(), 1, Integer::sum);
              }
              java.util.Collections.rotate(addresses, 40);
              return admin.get("/health/ready").statusCode() == 200;
            });
    assertThat(new TreeSet<>(statuses.keySet())).isNotEmpty();
    return statuses;
  }

  private static String path(SegmentAddress address) {
    return "/t/e/" + address.track().representation() + "-" + address.number() + ".m4s";
  }
}
