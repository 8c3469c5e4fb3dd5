package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.serving.segment.HoldSettings;
import io.liveorigin.standalone.support.client.Answer;
import io.liveorigin.standalone.support.client.Asked;
import io.liveorigin.standalone.support.client.SocketClients;
import io.liveorigin.testing.Patience;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests for the next segment on the whole origin: held, released together, nothing left behind.
 */
class HeldRequestsIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int TOGETHER = 100;
  private static final int LEAVING = 20;

  /** Decided soon after it is due, so that a hold ends soon. */
  private static final EventDefinition HASTY = Clip.eventDefinition("t", "e", List.of("a", "b"));

  private static final EventDefinition PATIENT =
      PatientEvent.of(Clip.eventDefinition("t", "patient", List.of("a", "b")));
  private static final ClipTrack TRACK = Clip.load().tracks().get(0);

  @TempDir static Path directory;
  private static Stack stack;

  @BeforeAll
  static void start() {
    HoldSettings standard = HoldSettings.standard();
    HoldSettings longest =
        new HoldSettings(
            Duration.ofMinutes(2),
            standard.margin(),
            standard.perSegment(),
            standard.perClient(),
            standard.total());
    stack = Stack.start(directory, config -> config.withHold(longest));
    stack.adminHttp().awaitReady();
    for (EventDefinition event : List.of(HASTY, PATIENT)) {
      stack.declare(event);
    }
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void a_hundred_held_requests_are_answered_by_one_decision_with_one_query() {
    long number = next(PATIENT);
    String path = path(PATIENT, number);
    double before = stack.metric("serving_index_lookups_total");
    try (SocketClients clients = new SocketClients()) {
      List<Asked> held = ask(clients, TOGETHER, path);
      awaitHolds(TOGETHER);
      byte[] bytes = TRACK.segment(number, PATIENT.schedule()).bytes();
      assertThat(stack.ingest("a").put(path, bytes).statusCode()).isEqualTo(201);
      for (Asked asked : held) {
        Answer answer = Patience.get(asked.answer());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.digest()).isEqualTo(Digest.of(bytes));
      }
    }
    assertThat(stack.metric("serving_index_lookups_total") - before).isEqualTo(1);
    awaitHolds(0);
  }

  @Test
  void a_client_that_goes_away_leaves_nothing_behind() {
    while (!areHeldAndGoAway(next(HASTY))) {
      // The machine was too slow to bring all of them to the origin before the first hold ended.
      awaitHolds(0);
    }
    awaitHolds(0);
  }

  private static boolean areHeldAndGoAway(long number) {
    long ends = HASTY.schedule().decided(number);
    try (SocketClients clients = new SocketClients()) {
      ask(clients, LEAVING, path(HASTY, number));
      Patience.await()
          .pollInterval(10, TimeUnit.MILLISECONDS)
          .until(() -> holds() == LEAVING || CLOCK.millis() >= ends);
      return holds() == LEAVING;
    }
  }

  private static List<Asked> ask(SocketClients clients, int count, String path) {
    return IntStream.range(0, count).mapToObj(i -> clients.get(stack.servingPort(), path)).toList();
  }

  private static long next(EventDefinition event) {
    return event.schedule().liveEdge(CLOCK.millis()) + 1;
  }

  private static String path(EventDefinition event, long number) {
    Track track = new Track(event.id(), TRACK.representation().id(), 0);
    return new SegmentUrls(event).path(new SegmentAddress(track, number));
  }

  private static double holds() {
    return stack.metric("serving_holds");
  }

  private static void awaitHolds(int waiters) {
    Patience.await().pollInterval(10, TimeUnit.MILLISECONDS).until(() -> holds() == waiters);
  }
}
