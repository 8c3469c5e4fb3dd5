package io.liveorigin.packager.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.packager.schedule.JumpingPacingClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrackUploaderTest {
  private static final PutRequest INIT = request("init");

  private final ScriptedPublisher publisher = new ScriptedPublisher();
  private final StatsCounter stats = new StatsCounter();
  private final JumpingPacingClock pacingClock = new JumpingPacingClock(1000);
  private final TrackUploader uploader = new TrackUploader(publisher, INIT, pacingClock, stats);

  @Test
  void sendsTheInitSegmentOnceAndFirst() throws InterruptedException {
    upload("1", "2", "3");

    assertThat(publisher.paths()).containsExactly("init", "1", "2", "3");
    assertThat(stats.snapshot())
        .isEqualTo(new PackagerStats(4, 3, 0, 0, 0, sorted(Map.of(201, 4L))));
  }

  @Test
  void repeatsOnceAfterAFailedConnectionWithTheInitSegmentInFront() throws InterruptedException {
    publisher.then(201).then(201).thenUnreachable();
    upload("1", "2", "3");

    assertThat(publisher.paths()).containsExactly("init", "1", "2", "init", "2", "3");
    assertThat(stats.snapshot())
        .isEqualTo(new PackagerStats(6, 3, 0, 0, 1, sorted(Map.of(201, 5L))));
    assertThat(pacingClock.now()).as("after a short pause").isEqualTo(1200);
  }

  @Test
  void givesUpAfterTheSecondFailureAndGoesOn() throws InterruptedException {
    publisher.then(201).thenUnreachable().thenUnreachable();
    upload("1", "2");

    assertThat(publisher.paths()).containsExactly("init", "1", "init", "init", "2");
    assertThat(stats.snapshot())
        .isEqualTo(new PackagerStats(5, 1, 1, 0, 2, sorted(Map.of(201, 3L))));
  }

  @Test
  void repeatsA503OnceButNoRefusal() throws InterruptedException {
    publisher.then(201).then(503).then(200).then(400).then(503).then(503);
    upload("1", "2", "3", "4");

    assertThat(publisher.paths()).containsExactly("init", "1", "1", "2", "3", "3", "4");
    assertThat(stats.snapshot())
        .isEqualTo(
            new PackagerStats(7, 2, 2, 0, 0, sorted(Map.of(200, 1L, 201, 2L, 400, 1L, 503, 3L))));
  }

  @Test
  void triesTheInitSegmentAgainUntilItIsTaken() throws InterruptedException {
    publisher.then(404).then(404).then(404).then(201);
    upload("1", "2", "3");

    assertThat(publisher.paths()).containsExactly("init", "1", "init", "2", "init", "3");
  }

  @Test
  void whatIsSentAgainIsNotAnotherSegment() throws InterruptedException {
    uploader.upload(List.of(request("1"), request("1 again")));

    assertThat(publisher.paths()).containsExactly("init", "1", "1 again");
    assertThat(stats.snapshot())
        .isEqualTo(new PackagerStats(3, 1, 0, 0, 0, sorted(Map.of(201, 3L))));
  }

  private void upload(String... paths) throws InterruptedException {
    for (String path : paths) {
      uploader.upload(List.of(request(path)));
    }
  }

  private static SortedMap<Integer, Long> sorted(Map<Integer, Long> map) {
    return new TreeMap<>(map);
  }

  private static PutRequest request(String path) {
    return new PutRequest(path, "video/mp4", new byte[] {1}, Optional.empty());
  }
}
