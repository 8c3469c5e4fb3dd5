package io.liveorigin.bench.traffic;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Requests that are sent at fixed times, regardless of the outcome of earlier ones.
 *
 * @param connections the largest number of requests in progress at the same time
 * @param sender sends each request
 */
public record OpenLoop(int port, int connections, Sender sender) {
  /** Sends the next request and reads the response. Called by any thread. */
  public interface Sender {
    Connection.Reply send(Connection connection) throws IOException;
  }

  /**
   * The outcomes of the requests.
   *
   * @param nanos the nanoseconds from the instant at which a request was due to its last byte, by
   *     status; 0 stands for a connection that broke
   * @param refusals the number of 503 responses by their header fields Cache-Control, Retry-After
   *     and CMSD-Dynamic
   * @param bytes the total size of the bodies with status 200
   * @param notSent the number of requests that were due and never found a free connection
   * @param seconds the duration of the run
   */
  public record Tally(
      Map<Integer, List<Long>> nanos,
      Map<String, Long> refusals,
      long bytes,
      long notSent,
      double seconds) {
    /** Returns the number of responses by status. */
    public Map<Integer, Long> statuses() {
      Map<Integer, Long> counts = new TreeMap<>();
      nanos.forEach((status, all) -> counts.put(status, (long) all.size()));
      return counts;
    }
  }

  private record Answered(int status, long nanos, String head, long bytes) {}

  /**
   * A load of GETs.
   *
   * @param paths supplies the next path; called by any thread
   */
  public static OpenLoop gets(int port, int connections, Supplier<String> paths) {
    return new OpenLoop(port, connections, connection -> connection.get(paths.get()));
  }

  /** A load of GETs for paths chosen at random. */
  public static OpenLoop gets(int port, int connections, List<String> paths) {
    return gets(
        port, connections, () -> paths.get(ThreadLocalRandom.current().nextInt(paths.size())));
  }

  /**
   * Sends requests at an even rate for {@code durationNanos}, then sends no more, and returns after
   * the last response.
   */
  public Tally run(double perSecond, long durationNanos) throws InterruptedException {
    ConcurrentLinkedQueue<Answered> answers = new ConcurrentLinkedQueue<>();
    AtomicLong next = new AtomicLong();
    long start = System.nanoTime();
    double interval = 1e9 / perSecond;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Thread thread =
          NamedThreadFactory.one(
              "storm-" + i,
              () -> {
                Optional<Connection> connection = Optional.empty();
                while (true) {
                  long at = (long) (next.getAndIncrement() * interval);
                  if (at >= durationNanos || System.nanoTime() - start >= durationNanos) {
                    connection.ifPresent(Connection::close);
                    return;
                  }
                  waitUntil(start + at);
                  connection = one(connection, start + at, answers);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return tally(List.copyOf(answers), (long) (durationNanos / interval), seconds);
  }

  private Optional<Connection> one(
      Optional<Connection> open, long due, ConcurrentLinkedQueue<Answered> answers) {
    Optional<Connection> connection = open;
    try {
      if (connection.isEmpty()) {
        connection = Optional.of(new Connection(port));
      }
      Connection.Reply reply = sender.send(connection.get());
      String head = reply.status() == 503 ? head(reply) : "";
      long bytes = reply.status() == 200 ? reply.length() : 0;
      answers.add(new Answered(reply.status(), System.nanoTime() - due, head, bytes));
      return connection;
    } catch (IOException e) {
      connection.ifPresent(Connection::close);
      answers.add(new Answered(0, System.nanoTime() - due, "", 0));
      return Optional.empty();
    }
  }

  private static String head(Connection.Reply reply) {
    return "Cache-Control: %s, Retry-After: %s, CMSD-Dynamic: %s"
        .formatted(
            reply.header("cache-control"),
            reply.header("retry-after"),
            reply.header("cmsd-dynamic"));
  }

  private static void waitUntil(long instant) {
    for (long left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static Tally tally(List<Answered> answers, long due, double seconds) {
    Map<Integer, List<Long>> nanos = new TreeMap<>();
    Map<String, Long> refusals = new TreeMap<>();
    long bytes = 0;
    for (Answered answer : answers) {
      nanos.computeIfAbsent(answer.status(), key -> new ArrayList<>()).add(answer.nanos());
      if (!answer.head().isEmpty()) {
        refusals.merge(answer.head(), 1L, Long::sum);
      }
      bytes += answer.bytes();
    }
    return new Tally(nanos, refusals, bytes, Math.max(0, due - answers.size()), seconds);
  }
}
