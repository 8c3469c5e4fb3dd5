package io.liveorigin.packager;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.packager.fault.FaultPlan;
import io.liveorigin.packager.publish.PackagerStats;
import io.liveorigin.packager.publish.SegmentPublisher;
import io.liveorigin.packager.publish.StatsCounter;
import io.liveorigin.packager.publish.TrackLoop;
import io.liveorigin.packager.publish.TrackSource;
import io.liveorigin.packager.schedule.PacingClock;
import io.liveorigin.packager.schedule.PublishTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reference packager: one pipeline of one event, from the clip to ingest. Every representation
 * that the event declares has its own thread, as it has its own connection in stock packagers.
 * Start once and close once; any thread may read the statistics at any time.
 */
public final class Packager implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Packager.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final PackagerSettings settings;
  private final LiveEvent event;
  private final SegmentPublisher publisher;
  private final PacingClock pacingClock;
  private final List<ClipTrack> tracks;
  private final StatsCounter stats = new StatsCounter();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Throws {@link OriginException} if the clip lacks a representation of the event or has another
   * segment duration, if the event does not have the pipeline, or if the fault script names a
   * pipeline or representation that the event does not have.
   */
  public Packager(
      PackagerSettings settings,
      LiveEvent event,
      Clip clip,
      SegmentPublisher publisher,
      PacingClock pacingClock) {
    this.settings = settings;
    this.event = event;
    this.publisher = publisher;
    this.pacingClock = pacingClock;
    this.tracks = tracks(event, clip);
    if (!event.definition().pipelines().contains(settings.pipeline())) {
      throw new OriginException(
          ErrorCode.INVALID_EVENT,
          "pipeline must be one of "
              + String.join(", ", event.definition().pipelines())
              + ", but is '"
              + settings.pipeline()
              + "'");
    }
    settings.faults().requireKnown(event.definition());
    Clip.requireFits(event.schedule());
  }

  private static List<ClipTrack> tracks(LiveEvent event, Clip clip) {
    List<ClipTrack> tracks = new ArrayList<>();
    for (Representation representation : event.definition().representations()) {
      tracks.add(
          clip.track(representation.id())
              .orElseThrow(
                  () ->
                      new OriginException(
                          ErrorCode.UNKNOWN_REPRESENTATION,
                          "representations.id must be one of "
                              + Clip.representations().stream().map(Representation::id).toList()
                              + " of the clip, but is '"
                              + representation.id()
                              + "'")));
    }
    return tracks;
  }

  /**
   * Returns the first number whose media has not ended yet, the usual argument of {@link
   * #start(long)}.
   */
  public long firstNumber() {
    return PublishTimes.firstNumber(event.schedule(), pacingClock.now());
  }

  /** Starts publishing with {@code firstNumber}, which is +0 of the fault script. */
  public synchronized void start(long firstNumber) {
    if (!threads.isEmpty()) {
      throw new OriginException(ErrorCode.INTERNAL, "the packager has already been started");
    }
    if (firstNumber < event.schedule().firstNumber()) {
      throw new OriginException(
          ErrorCode.NUMBER_OUTSIDE_SCHEDULE,
          "firstNumber must be at least "
              + event.schedule().firstNumber()
              + ", but is "
              + firstNumber);
    }
    FaultPlan faults = settings.faults().startingAt(firstNumber);
    Random seeds = new Random(settings.seed());
    for (ClipTrack track : tracks) {
      TrackSource source =
          new TrackSource(
              settings.pipeline(),
              event,
              track,
              faults,
              settings.inspect(),
              settings.producerTime());
      PublishTimes times =
          new PublishTimes(
              event.schedule(),
              settings.encodeLatency().toMillis(),
              Math.toIntExact(settings.jitter().toMillis()),
              new Random(seeds.nextLong()));
      TrackLoop loop =
          new TrackLoop(
              source,
              times,
              pacingClock,
              publisher,
              stats,
              firstNumber,
              event.schedule().lastNumber());
      String name = "packager-" + settings.pipeline() + "-" + track.representation().id();
      Thread thread = NamedThreadFactory.one(name, loop);
      threads.add(thread);
      thread.start();
    }
  }

  public String pipeline() {
    return settings.pipeline();
  }

  public PackagerStats stats() {
    return stats.snapshot();
  }

  /** Waits for the end of an event that has one. Returns false if the event did not end in time. */
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Thread thread : startedThreads()) {
      long left = deadline - System.nanoTime();
      if (left > 0) {
        TimeUnit.NANOSECONDS.timedJoin(thread, left);
      }
      if (thread.isAlive()) {
        return false;
      }
    }
    return true;
  }

  /** Stops at once, in the middle of an upload if necessary. */
  @Override
  public void close() {
    List<Thread> started = startedThreads();
    started.forEach(Thread::interrupt);
    try {
      awaitEnd(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Thread> startedThreads() {
    return List.copyOf(threads);
  }
}
