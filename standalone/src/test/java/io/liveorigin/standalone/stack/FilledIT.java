package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.FillPolicy;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.bytes.memory.CacheSettings;
import io.liveorigin.serving.load.AdmissionSettings;
import io.liveorigin.serving.segment.HoldSettings;
import io.liveorigin.standalone.process.ServingNode;
import io.liveorigin.testing.Patience;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant: where no pipeline publishes a number, every cell gives its viewers the same filler,
 * also after a restart, and nobody who waits for it gets a 503; a late copy replaces it. Where the
 * event wants that nothing is played, the filler has no samples. The whole origin with a second
 * cell, and a real clip.
 */
class FilledIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final List<ClipTrack> TRACKS = Clip.load().tracks();

  /** Time enough for a slow machine to make a filler before it is wanted. */
  private static final EventDefinition FILLED = event("filled");

  private static final EventDefinition UNFILLED = event("unfilled").withFill(FillPolicy.NONE);

  private static final ServingConfig PATIENT = patient(ServingConfig.onLoopback(0, 0));

  @TempDir static Path directory;
  private static Stack stack;
  private static ServingNode other;

  @BeforeAll
  static void start() {
    stack = Stack.start(directory, FilledIT::patient);
    other = startOther(PATIENT);
    stack.adminHttp().awaitReady();
    stack.declare(FILLED);
    stack.declare(UNFILLED);
    new Http(other.adminPort()).awaitReady();
  }

  private static EventDefinition event(String name) {
    return Clip.eventDefinition("t", name, List.of("a", "b"))
        .withDeadlines(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(30))
        .withFillPatience(Duration.ofSeconds(15));
  }

  private static List<EventDefinition> events() {
    return List.of(FILLED, UNFILLED);
  }

  /** Requests are held until it is decided, however slow the machine is. */
  private static ServingConfig patient(ServingConfig config) {
    Duration longest = Duration.ofMinutes(2);
    return config
        .withHold(new HoldSettings(longest, longest, 100, 100, 100))
        .withAdmission(
            AdmissionSettings.standard().withLag(Duration.ofHours(1), Duration.ofMinutes(1)));
  }

  private static ServingNode startOther(ServingConfig config) {
    return ServingNode.start(
        config, SelectorConfig.of(stack.kafka(), "other", "n1", directory.resolve("other")), CLOCK);
  }

  @AfterAll
  static void stop() {
    other.close();
    stack.close();
  }

  @ParameterizedTest
  @MethodSource("events")
  void a_number_that_nobody_publishes_is_filled_alike_everywhere_and_gives_way_to_a_late_copy(
      EventDefinition event) {
    long before = event.schedule().liveEdge(CLOCK.millis()) + 2;
    Patience.await().until(() -> CLOCK.millis() >= event.schedule().mediaEnd(before));
    for (ClipTrack track : TRACKS) {
      publish(event, track, before, "a", "b");
    }
    long hole = before + 1;
    List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
    for (ClipTrack track : TRACKS) {
      awaitPublished(path(event, track, before));
      asked.add(stack.serving().getAsync(path(event, track, hole)));
      asked.add(new Http(other.port()).getAsync(path(event, track, hole)));
    }
    List<byte[]> fillers = new ArrayList<>();
    for (int i = 0; i < TRACKS.size(); i++) {
      HttpResponse<byte[]> one = Patience.get(asked.get(2 * i));
      HttpResponse<byte[]> two = Patience.get(asked.get(2 * i + 1));
      assertFiller(one, event);
      assertFiller(two, event);
      assertThat(two.body()).isEqualTo(one.body());
      assertThat(Http.etag(two)).isEqualTo(Http.etag(one));
      fillers.add(one.body());
    }

    // A node that has nothing in memory makes it anew.
    other.close();
    CacheSettings nothing = new CacheSettings(0, Duration.ofSeconds(60), 20_000);
    other = startOther(PATIENT.withCache(nothing));
    new Http(other.adminPort()).awaitReady();
    for (int i = 0; i < TRACKS.size(); i++) {
      HttpResponse<byte[]> again = new Http(other.port()).get(path(event, TRACKS.get(i), hole));
      assertFiller(again, event);
      assertThat(again.body()).isEqualTo(fillers.get(i));
    }

    for (ClipTrack track : TRACKS) {
      publish(event, track, hole, "b");
      byte[] late = track.segment(hole, event.schedule()).bytes();
      for (Http http : List.of(stack.serving(), new Http(other.port()))) {
        HttpResponse<byte[]> replaced =
            Patience.await()
                .until(
                    () -> http.get(path(event, track, hole)),
                    r -> !r.headers().firstValue("Origin-Pipeline").equals(Optional.of("origin")));
        assertThat(replaced.body()).isEqualTo(late);
      }
    }
  }

  private static void assertFiller(HttpResponse<byte[]> answer, EventDefinition event) {
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.ISO_8859_1))
        .isEqualTo(200);
    assertThat(answer.headers().firstValue("Origin-Pipeline")).hasValue("origin");
    assertThat(answer.headers().firstValue("Segment-Defects").orElse("")).startsWith("filler");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=1");
    assertThat(new String(answer.body(), 0, 64, StandardCharsets.ISO_8859_1)).contains("slat");
    assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1).contains("trun"))
        .as("it has samples")
        .isEqualTo(event == FILLED);
  }

  private static void publish(
      EventDefinition event, ClipTrack track, long number, String... pipelines) {
    byte[] bytes = track.segment(number, event.schedule()).bytes();
    for (String pipeline : pipelines) {
      assertThat(stack.ingest(pipeline).put(path(event, track, number), bytes).statusCode())
          .isEqualTo(201);
    }
  }

  private static void awaitPublished(String path) {
    for (Http http : List.of(stack.serving(), new Http(other.port()))) {
      Patience.await().until(() -> http.get(path).statusCode() == 200);
    }
  }

  private static String path(EventDefinition event, ClipTrack track, long number) {
    Track of = Track.of("t", event.event(), track.representation().id());
    return new SegmentUrls(event).path(new SegmentAddress(of, number));
  }
}
