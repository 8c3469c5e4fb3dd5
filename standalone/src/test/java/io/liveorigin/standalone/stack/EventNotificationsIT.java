package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.testing.Patience;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the PUT of a packager, or an operator's, through Kafka to the header that players read. */
class EventNotificationsIT {
  private static final Logger LOG = LoggerFactory.getLogger(EventNotificationsIT.class);
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String FIELD = "Event-Notifications";
  private static final int EVENTS = 30;

  @TempDir Path directory;
  private Stack stack;
  private final EventDefinition event = Clip.eventDefinition("t", "e", List.of("a", "b"));
  private final LiveEvent live = LiveEvent.of(event);
  private final List<ClipTrack> tracks = Clip.load().tracks();

  @BeforeEach
  void start() {
    stack = Stack.start(directory);
    stack.adminHttp().awaitReady();
    stack.declare(event);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  private static String path(EventDefinition of, ClipTrack track, long number) {
    Track address = new Track(of.id(), track.representation().id(), 0);
    return new SegmentUrls(of).path(new SegmentAddress(address, number));
  }

  private void put(String pipeline, int track, long number, String... headers) {
    ClipTrack clip = tracks.get(track);
    byte[] bytes = clip.segment(number, live.schedule()).bytes();
    assertThat(stack.ingest(pipeline).put(path(event, clip, number), bytes, headers).statusCode())
        .isIn(200, 201);
  }

  /** Of a segment that is there. A node that lags on a slow machine says 503 until it has read. */
  private String on(long number) {
    String path = path(event, tracks.get(0), number);
    return field(
        Patience.await()
            .until(() -> stack.serving().get(path), answer -> answer.statusCode() == 200));
  }

  private String onManifest() {
    return field(
        Patience.await()
            .until(
                () -> stack.serving().get("/t/e/manifest.mpd"),
                answer -> answer.statusCode() == 200));
  }

  private static String field(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue(FIELD).orElse("");
  }

  private void awaitOn(long number, String expected) {
    Patience.await().untilAsserted(() -> assertThat(on(number)).isEqualTo(expected));
  }

  private double counter(String pipeline, String outcome) {
    String name =
        "ingest_announcements_total{outcome=\"%s\",pipeline=\"%s\"} ".formatted(outcome, pipeline);
    String text =
        new String(stack.ingest(pipeline).get("/-/metrics").body(), StandardCharsets.UTF_8);
    return text.lines()
        .filter(l -> l.startsWith(name))
        .mapToDouble(l -> Double.parseDouble(l.substring(name.length())))
        .sum();
  }

  @Test
  void what_packagers_say_and_operators_revoke_is_what_players_see_also_after_a_restart() {
    long first = live.schedule().liveEdge(CLOCK.millis()) - 20;
    String start = "ad-break=\"start\";for=3";
    for (long number = first; number < first + 6; number++) {
      for (int track = 0; track < tracks.size(); track++) {
        put("a", track, number, headers(number == first + 1, start));
        put("b", track, number, headers(number == first + 1, start));
      }
    }
    String shown = "ad-break=\"start\";from=%d;to=%d".formatted(first + 1, first + 3);
    awaitOn(first + 1, shown);
    assertThat(on(first)).isEmpty();
    assertThat(on(first + 2)).isEqualTo(shown);
    assertThat(on(first + 3)).isEqualTo(shown);
    assertThat(on(first + 4)).as("it has ended").isEmpty();
    assertThat(stack.admin().listNotifications(event.id()))
        .as("said by two pipelines and every representation, and there once")
        .extracting(Notification::id)
        .containsExactly("ad-break." + (first + 1));

    stack
        .admin()
        .publish(
            new Notification(
                "t",
                "e",
                "programme",
                "programme",
                "News \"at\" ten \\ live",
                first,
                Optional.empty(),
                NotificationSource.OPERATOR,
                false));
    String programme = "programme=\"News \\\"at\\\" ten \\\\ live\";from=" + first;
    awaitOn(first + 2, shown + ", " + programme);
    assertThat(onManifest()).isEqualTo(programme);

    stack.admin().revoke(event.id(), "ad-break." + (first + 1));
    awaitOn(first + 2, programme);
    double before = counter("b", "repeated");
    Patience.await()
        .untilAsserted(
            () -> {
              put("b", 1, first + 1, FIELD, start);
              assertThat(counter("b", "repeated")).isGreaterThan(before);
            });

    stack.close();
    stack = Stack.start(directory);
    stack.adminHttp().awaitReady();
    awaitOn(first + 2, programme);
    put("b", 0, first + 1, FIELD, start);
    put("a", 0, first + 6, FIELD, "programme=\"Film\"");
    awaitOn(first + 6, "programme=\"Film\";from=" + (first + 6));
    assertThat(on(first + 2)).as("the revoked one stays so").isEqualTo(programme);
  }

  private static String[] headers(boolean with, String value) {
    return with ? new String[] {FIELD, value} : new String[0];
  }

  /**
   * The notification goes beside its segment, not before it. From the next segment on it is
   * certain; how often the first has it too is logged.
   */
  @Test
  void a_held_request_mostly_has_what_came_with_its_segment_and_the_next_always() throws Exception {
    List<EventDefinition> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(PatientEvent.of(Clip.eventDefinition("t", "held-" + i, List.of("a", "b"))));
      stack.declare(events.get(i));
    }
    int withIt = 0;
    for (EventDefinition each : events) {
      long number = live.schedule().liveEdge(CLOCK.millis()) + 1;
      String path = path(each, tracks.get(0), number);
      CompletableFuture<HttpResponse<byte[]>> held = stack.serving().getAsync(path);
      awaitHolds(1);
      byte[] bytes = tracks.get(0).segment(number, live.schedule()).bytes();
      assertThat(stack.ingest("a").put(path, bytes, FIELD, "ad-break=start").statusCode())
          .isEqualTo(201);
      HttpResponse<byte[]> answer = Patience.get(held);
      assertThat(answer.statusCode()).isEqualTo(200);
      String expected = "ad-break=\"start\";from=" + number;
      withIt += field(answer).equals(expected) ? 1 : 0;
      assertThat(field(answer)).isIn("", expected);

      String next = path(each, tracks.get(0), number + 1);
      assertThat(stack.ingest("a").put(next, bytes(number + 1)).statusCode()).isEqualTo(201);
      Patience.await()
          .pollInterval(5, TimeUnit.MILLISECONDS)
          .until(() -> field(stack.serving().get(next)).equals(expected));
    }
    LOG.info("{} of {} held requests had what came with their segment", withIt, EVENTS);
    assertThat(withIt).as("of " + EVENTS).isPositive();
  }

  private byte[] bytes(long number) {
    return tracks.get(0).segment(number, live.schedule()).bytes();
  }

  private void awaitHolds(int waiters) {
    Patience.await()
        .pollInterval(5, TimeUnit.MILLISECONDS)
        .until(() -> stack.metric("serving_holds") == waiters);
  }
}
