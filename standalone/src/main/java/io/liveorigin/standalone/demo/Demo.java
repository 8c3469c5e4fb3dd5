package io.liveorigin.standalone.demo;

import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.packager.Packager;
import io.liveorigin.packager.PackagerPair;
import io.liveorigin.packager.PackagerSettings;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.publish.HttpSegmentPublisher;
import io.liveorigin.packager.schedule.PacingClock;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.kafka.EmbeddedKafkaException;
import io.liveorigin.standalone.process.StopSignal;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One run of the demo. */
public final class Demo {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);
  private static final Duration UPLOAD_LIMIT = Duration.ofSeconds(15);
  private static final Duration PROGRESS = Duration.ofMillis(250);

  private final DemoSettings settings;
  private final Clock clock;

  public Demo(DemoSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Runs until its length is over or {@code stop} asks it to end, and closes everything. Blocks.
   *
   * @throws io.liveorigin.contract.error.OriginException or another exception of the origin if a
   *     part does not start; its message is for the user
   */
  public DemoSummary run(StopSignal stop, DemoListener listener) throws InterruptedException {
    LiveEvent event = LiveEvent.of(DemoEvent.definition());
    // Read before any port is opened: about 2 MB to inspect.
    Clip clip = Clip.load();
    try (DemoData data = DemoData.open(settings.data());
        Closer closer = new Closer()) {
      Optional<DemoCredentials> credentials =
          settings.open()
              ? Optional.empty()
              : Optional.of(DemoCredentials.generate(new SecureRandom()));
      DemoOrigin origin = closer.add(DemoOrigin.start(settings.ports(), data, credentials, clock));
      AtomicReference<Optional<EmbeddedKafkaException>> fault =
          new AtomicReference<>(Optional.empty());
      origin
          .kafka()
          .onFailure(
              e -> {
                fault.set(Optional.of(e));
                stop.request();
              });
      DemoUrls urls = origin.urls(event.definition());
      declare(event, urls, credentials, stop);
      DefectCount defects = closer.add(DefectCount.start(origin.kafkaSettings()));
      PackagerPair packagers = closer.add(packagers(event, clip, urls, credentials));
      long first = packagers.start();
      Viewer viewer = closer.add(Viewer.start(event, urls.serving(), first, clock));
      listener.ready(urls);
      watch(event, viewer, defects, stop, listener);
      DemoSummary summary = viewer.finish();
      if (fault.get().isPresent()) {
        throw fault.get().get();
      }
      return summary;
    }
  }

  private void declare(
      LiveEvent event, DemoUrls urls, Optional<DemoCredentials> credentials, StopSignal stop) {
    AdminClient admin = new AdminClient(urls.admin(), credentials.map(DemoCredentials::adminToken));
    admin.awaitReady(READY_LIMIT, stop);
    admin.apply(event.definition());
    IngestProbe probe = new IngestProbe();
    probe.awaitKnown(
        urls.ingestA(), token(credentials, DemoEvent.PIPELINE_A), event.id(), PROBE_LIMIT, stop);
    probe.awaitKnown(
        urls.ingestB(), token(credentials, DemoEvent.PIPELINE_B), event.id(), PROBE_LIMIT, stop);
    admin.publish(DemoEvent.programme(event.schedule().liveEdge(clock.millis()) + 1));
  }

  private static Optional<String> token(Optional<DemoCredentials> credentials, String pipeline) {
    return credentials.map(generated -> generated.packagerToken(pipeline));
  }

  private PackagerPair packagers(
      LiveEvent event, Clip clip, DemoUrls urls, Optional<DemoCredentials> credentials) {
    return new PackagerPair(
        List.of(
            packager(event, clip, urls.ingestA(), DemoEvent.PIPELINE_A, 1, credentials),
            packager(event, clip, urls.ingestB(), DemoEvent.PIPELINE_B, 2, credentials)));
  }

  private Packager packager(
      LiveEvent event,
      Clip clip,
      URI ingest,
      String pipeline,
      long seed,
      Optional<DemoCredentials> credentials) {
    return new Packager(
        PackagerSettings.standard(pipeline, DemoEvent.faults(), seed),
        event,
        clip,
        new HttpSegmentPublisher(ingest, UPLOAD_LIMIT, token(credentials, pipeline)),
        PacingClock.of(clock));
  }

  private void watch(
      LiveEvent event, Viewer viewer, DefectCount defects, StopSignal stop, DemoListener listener) {
    long started = System.nanoTime();
    while (!stop.isRequested()) {
      Duration pause = PROGRESS;
      if (settings.length().isPresent()) {
        Duration left = settings.length().get().minusNanos(System.nanoTime() - started);
        if (left.isNegative() || left.isZero()) {
          return;
        }
        pause = left.compareTo(pause) < 0 ? left : pause;
      }
      stop.await(pause.plusMillis(1));
      listener.progress(
          new DemoProgress(
              event.schedule().liveEdge(clock.millis()), viewer.tally(), defects.count()));
    }
  }
}
