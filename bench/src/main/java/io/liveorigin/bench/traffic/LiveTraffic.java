package io.liveorigin.bench.traffic;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/**
 * Packagers, viewers and health checks, each in a thread of its own, until it is closed. A packager
 * PUTs each segment at the instant that its pace gives. A viewer requests each segment before it is
 * published, so that the request is held.
 */
public final class LiveTraffic implements AutoCloseable {
  /** The status of a request whose connection broke. */
  public static final int BROKEN = 0;

  /** Packagers usually PUT a segment this long before it is due, in milliseconds. */
  public static final long BEFORE_DUE = 500;

  /** Viewers request a segment this long before its PUT, in milliseconds. */
  private static final long EARLY = 300;

  private static final long BETWEEN_PROBES = 100;

  /** The instant at which a segment is published, in epoch milliseconds. */
  public interface Pace {
    /** Publishes each segment at the usual time before it is due. */
    Pace USUAL = (channel, number) -> channel.track.schedule().due(number) - BEFORE_DUE;

    long at(Channel channel, long number);
  }

  /**
   * A PUT of a segment, to one pipeline after another.
   *
   * @param start when it began, a value of {@link System#nanoTime()}
   * @param end when its last response had arrived
   * @param status the first status other than 201, or 201; 0 if the connection broke
   */
  public record Put(Channel channel, long number, long start, long end, int status) {
    public boolean stored() {
      return status == 201;
    }

    /** Returns nanoseconds until its response; the largest number if there was none. */
    public long nanos() {
      return status == BROKEN ? Long.MAX_VALUE : end - start;
    }
  }

  /**
   * A segment at a viewer.
   *
   * @param at when its PUT began, if its bytes are checked; otherwise when its last byte arrived
   * @param nanos nanoseconds from then until its last byte at the viewer
   * @param status the status; 0 if the connection broke
   * @param missed whether the status was not 200 or the bytes were wrong
   */
  public record View(long at, long nanos, int status, boolean missed) {}

  /**
   * A health check of a listener, including a new connection.
   *
   * @param at when it began
   * @param nanos nanoseconds until its response
   */
  public record Probe(long at, long nanos, boolean healthy) {}

  private record Published(long at, byte[] digest) {}

  /** A track with the number that is published first. */
  public static final class Channel {
    private final LiveTrack track;
    private final long first;
    private final boolean checked;
    private final Map<Long, Published> published = new ConcurrentHashMap<>();

    /**
     * @param checked whether the viewer compares the bytes with those that were published
     */
    public Channel(LiveTrack track, long first, boolean checked) {
      this.track = track;
      this.first = first;
      this.checked = checked;
    }

    public LiveTrack track() {
      return track;
    }
  }

  private final OriginProcesses origin;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private volatile Optional<Exception> failure = Optional.empty();

  public LiveTraffic(OriginProcesses origin, Clock clock) {
    this.origin = origin;
    this.clock = clock;
  }

  /** Returns the number from which a track that is declared now is published. */
  public long first(LiveTrack track) {
    return track.schedule().liveEdge(clock.millis()) + 2;
  }

  /**
   * Adds a packager.
   *
   * @param channels the channels, number by number in this order
   * @param pipelines the pipelines that each segment is PUT to, one after another
   * @param sink receives each PUT
   */
  public void packager(
      String name, List<Channel> channels, List<String> pipelines, Pace pace, Consumer<Put> sink) {
    threads.add(
        NamedThreadFactory.one(
            "packager-" + name, () -> publish(List.copyOf(channels), pipelines, pace, sink)));
  }

  private void publish(
      List<Channel> channels, List<String> pipelines, Pace pace, Consumer<Put> sink) {
    List<Connection> ingests = new ArrayList<>();
    Channel channel = channels.get(0);
    long number = channel.first;
    try {
      for (String pipeline : pipelines) {
        ingests.add(origin.connect(origin.ingestPort(pipeline)));
      }
      byte[] bytes = new byte[0];
      for (long round = 0; ; round++) {
        for (int i = 0; i < channels.size(); i++) {
          channel = channels.get(i);
          number = channel.first + round;
          if (i == 0 || !channel.track.sameBytes(channels.get(i - 1).track)) {
            bytes = channel.track.segment(number);
          }
          byte[] digest = channel.checked ? sha256().digest(bytes) : new byte[0];
          if (stopped(pace.at(channel, number))) {
            return;
          }
          long start = System.nanoTime();
          if (channel.checked) {
            channel.published.put(number, new Published(start, digest));
          }
          int status = put(ingests, channel.track.path(number), bytes);
          sink.accept(new Put(channel, number, start, System.nanoTime(), status));
        }
      }
    } catch (IOException e) {
      failure = Optional.of(e);
      long now = System.nanoTime();
      sink.accept(new Put(channel, number, now, now, BROKEN));
    } catch (OriginException e) {
      failure = Optional.of(e);
    } finally {
      ingests.forEach(Connection::close);
    }
  }

  private static int put(List<Connection> ingests, String path, byte[] bytes) throws IOException {
    int status = 201;
    for (Connection ingest : ingests) {
      int one = ingest.put(path, bytes).status();
      status = status == 201 ? one : status;
    }
    return status;
  }

  /**
   * Adds a viewer.
   *
   * @param also returns, for a number that was received, an older one that is requested then
   * @param sink receives each segment
   */
  public void viewer(Channel channel, Optional<LongUnaryOperator> also, Consumer<View> sink) {
    threads.add(
        NamedThreadFactory.one("viewer-" + channel.track.track(), () -> view(channel, also, sink)));
  }

  private void view(Channel channel, Optional<LongUnaryOperator> also, Consumer<View> sink) {
    try (Connection serving = origin.connect(origin.servingPort())) {
      for (long number = channel.first; ; number++) {
        if (stopped(Pace.USUAL.at(channel, number) - EARLY)) {
          return;
        }
        sink.accept(get(serving, channel, number));
        if (also.isPresent()) {
          sink.accept(get(serving, channel, also.get().applyAsLong(number)));
        }
      }
    } catch (IOException e) {
      sink.accept(new View(System.nanoTime(), Long.MAX_VALUE, BROKEN, true));
    }
  }

  private static View get(Connection serving, Channel channel, long number) throws IOException {
    Optional<MessageDigest> digest = channel.checked ? Optional.of(sha256()) : Optional.empty();
    int status = serving.get(channel.track.path(number), List.of(), digest).status();
    long end = System.nanoTime();
    if (digest.isEmpty()) {
      return new View(end, 0, status, status != 200);
    }
    Optional<Published> put = Optional.ofNullable(channel.published.remove(number));
    boolean right =
        status == 200
            && put.isPresent()
            && MessageDigest.isEqual(put.get().digest(), digest.get().digest());
    long at = put.map(Published::at).orElse(end);
    return new View(at, end - at, status, !right);
  }

  /** Adds a client that checks a listener as a load balancer does, but more often. */
  public void probe(String listener, int port, String path, Consumer<Probe> sink) {
    threads.add(
        NamedThreadFactory.one(
            "health-" + listener,
            () -> {
              while (!stopped(clock.millis() + BETWEEN_PROBES)) {
                long at = System.nanoTime();
                boolean healthy;
                try (Connection connection = origin.connect(port)) {
                  healthy = connection.get(path).status() == 200;
                } catch (IOException e) {
                  healthy = false;
                }
                sink.accept(new Probe(at, System.nanoTime() - at, healthy));
              }
            }));
  }

  private boolean stopped(long until) {
    try {
      return stop.await(Math.max(0, until - clock.millis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Starts all that was added. */
  public LiveTraffic start() {
    threads.forEach(Thread::start);
    return this;
  }

  /** Throws an {@code OriginException} if a packager has stopped. */
  public void check() {
    failure.ifPresent(
        e -> {
          throw new OriginException(ErrorCode.INTERNAL, "a live publisher stopped: " + e, e);
        });
  }

  @Override
  public void close() {
    stop.countDown();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
