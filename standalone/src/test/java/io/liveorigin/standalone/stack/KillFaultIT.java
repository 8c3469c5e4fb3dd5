package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.support.Jvm;
import io.liveorigin.testing.Patience;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: an acknowledged segment survives SIGKILL of everything, broker included, and keeps its
 * winner and ETag.
 */
class KillFaultIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int ROUNDS = 3;

  @TempDir Path directory;
  private final Clip clip = Clip.load();
  private final EventDefinition event = Clip.eventDefinition("t", "e", List.of("a", "b"));
  private final SegmentUrls urls = new SegmentUrls(event);
  private final Map<String, String> served = new LinkedHashMap<>();

  @Test
  void everything_acknowledged_is_served_as_before() {
    for (int round = 0; round < ROUNDS; round++) {
      try (Jvm stack = Jvm.of(StackProcess.class).args(directory).start(directory.resolve("log"))) {
        Ports ports = Ports.of(stack);
        new Http(ports.admin()).awaitReady();
        assertServedAsBefore(new Http(ports.serving()));
        if (round == 0) {
          new AdminClient(URI.create("http://127.0.0.1:" + ports.admin())).apply(event);
          putInits(ports);
        }
        putSegments(ports, round);
        // No close: whatever was acknowledged must be there without one.
        stack.kill();
      }
    }
  }

  private void assertServedAsBefore(Http serving) {
    served.forEach(
        (path, etag) -> {
          HttpResponse<byte[]> answer = serving.get(path);
          assertThat(answer.statusCode()).as(path).isEqualTo(200);
          assertThat(Http.etag(answer)).as(path).isEqualTo(etag);
        });
  }

  private void putInits(Ports ports) {
    for (ClipTrack track : clip.tracks()) {
      String path = urls.path(new InitAddress(track(track)));
      for (String pipeline : List.of("a", "b")) {
        awaitPut(new Http(ports.ingest(pipeline)), path, track.init());
      }
      remember(new Http(ports.serving()), path);
    }
  }

  /** Control reaches ingest a moment after the admin API has answered. */
  private static void awaitPut(Http ingest, String path, byte[] bytes) {
    Patience.await()
        .untilAsserted(() -> assertThat(ingest.put(path, bytes).statusCode()).isIn(200, 201));
  }

  private void putSegments(Ports ports, int round) {
    Schedule schedule = event.schedule();
    long newest = schedule.liveEdge(CLOCK.millis());
    for (long number = newest - 20; number <= newest; number++) {
      for (ClipTrack track : clip.tracks()) {
        String path = urls.path(new SegmentAddress(track(track), number));
        if (served.containsKey(path)) {
          continue;
        }
        byte[] bytes = track.segment(number, schedule).bytes();
        // Every third number is only in b, and everything is already due.
        for (String pipeline : number % 3 == round % 3 ? List.of("b") : List.of("a", "b")) {
          HttpResponse<byte[]> answer = new Http(ports.ingest(pipeline)).put(path, bytes);
          assertThat(answer.statusCode()).as(path).isEqualTo(201);
        }
        remember(new Http(ports.serving()), path);
      }
    }
  }

  private void remember(Http serving, String path) {
    Patience.await()
        .untilAsserted(
            () -> {
              HttpResponse<byte[]> answer = serving.get(path);
              assertThat(answer.statusCode()).as(path).isEqualTo(200);
              served.put(path, Http.etag(answer));
            });
  }

  private static Track track(ClipTrack track) {
    return new Track(new EventId("t", "e"), track.representation().id(), 0);
  }
}
