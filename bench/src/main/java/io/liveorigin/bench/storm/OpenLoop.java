package io.liveorigin.bench.storm;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Requests that are sent at fixed times, regardless of the outcome of earlier ones. */
final class OpenLoop {
  /**
   * The outcomes of the requests.
   *
   * @param statuses the number of responses by status; 0 stands for a connection that broke
   * @param nanos the nanoseconds from the instant at which a request was due to its last byte, by
   *     status
   * @param refusals the number of 503 responses by their header fields Cache-Control, Retry-After
   *     and CMSD-Dynamic
   * @param bytes the total size of the bodies with status 200
   * @param notSent the number of requests that were due and never found a free connection
   * @param seconds the duration of the run
   */
  record Tally(
      Map<Integer, Long> statuses,
      Map<Integer, List<Long>> nanos,
      Map<String, Long> refusals,
      long bytes,
      long notSent,
      double seconds) {
    long count(int status) {
      return statuses.getOrDefault(status, 0L);
    }

    long total() {
      return statuses.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private record Answered(int status, long nanos, String head, long bytes) {}

  /** Sends the next request and reads the response. Called by any thread. */
  interface Sender {
    Connection.Reply send(Connection connection) throws IOException;
  }

  private final int port;
  private final int connections;
  private final Sender sender;

  /**
   * A load of GETs.
   *
   * @param connections the largest number of requests in progress at the same time
   * @param paths supplies the next path; called by any thread
   */
  OpenLoop(int port, int connections, Supplier<String> paths) {
    this(port, connections, connection -> connection.get(paths.get(), Optional.empty()));
  }

  /** A load of any requests. */
  OpenLoop(int port, int connections, Sender sender) {
    this.port = port;
    this.connections = connections;
    this.sender = sender;
  }

  /**
   * Sends requests at an even rate for {@code durationNanos}, then sends no more, and returns after
   * the last response.
   */
  Tally run(double perSecond, long durationNanos) throws InterruptedException {
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
    return tally(answers, (long) (durationNanos / interval), seconds);
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
      answers.add(
          new Answered(
              reply.status(),
              System.nanoTime() - due,
              head,
              reply.status() == 200 ? reply.length() : 0));
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

  private static Tally tally(Iterable<Answered> answers, long due, double seconds) {
    Map<Integer, Long> statuses = new TreeMap<>();
    Map<Integer, List<Long>> nanos = new TreeMap<>();
    Map<String, Long> refusals = new TreeMap<>();
    long bytes = 0;
    long sent = 0;
    for (Answered answer : answers) {
      statuses.merge(answer.status(), 1L, Long::sum);
      nanos.computeIfAbsent(answer.status(), key -> new ArrayList<>()).add(answer.nanos());
      if (!answer.head().isEmpty()) {
        refusals.merge(answer.head(), 1L, Long::sum);
      }
      bytes += answer.bytes();
      sent++;
    }
    return new Tally(statuses, nanos, refusals, bytes, Math.max(0, due - sent), seconds);
  }
}
