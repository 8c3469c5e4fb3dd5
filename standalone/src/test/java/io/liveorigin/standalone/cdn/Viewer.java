package io.liveorigin.standalone.cdn;

import io.liveorigin.standalone.support.client.Answer;
import io.liveorigin.standalone.support.client.SocketClients;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * A client of a CDN node that wants one segment, and asks again where it is told to. Every answer
 * becomes a {@link Delivery}. The clients' thread.
 */
final class Viewer {
  /** Players ask again after some hundred milliseconds. */
  private static final long ASK_AGAIN_MILLIS = 250;

  private final SocketClients clients;
  private final ScheduledExecutorService timer;
  private final CdnNodeProcess node;
  private final IntPredicate askAgain;
  private final Queue<Delivery> deliveries;
  private final String path;
  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  /**
   * @param askAgain after answers of such a status
   * @param deliveries where every answer goes
   */
  Viewer(
      SocketClients clients,
      ScheduledExecutorService timer,
      CdnNodeProcess node,
      IntPredicate askAgain,
      Queue<Delivery> deliveries,
      String path) {
    this.clients = clients;
    this.timer = timer;
    this.node = node;
    this.askAgain = askAgain;
    this.deliveries = deliveries;
    this.path = path;
  }

  /** Asks so many milliseconds from now. */
  void askIn(long millis) {
    timer.schedule(() -> ask(CdnOrigin.CLOCK.millis()), Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  private void ask(long wantedAt) {
    var request = clients.get(node.port(), path);
    request.sent().whenComplete((sent, failure) -> asked.complete(null));
    request
        .answer()
        .whenComplete(
            (answer, failure) -> {
              deliveries.add(
                  failure == null ? got(answer, wantedAt) : broken(failure.toString(), wantedAt));
              if (failure == null && askAgain.test(answer.status())) {
                timer.schedule(() -> ask(wantedAt), ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
              } else {
                done.complete(null);
              }
            });
  }

  private Delivery got(Answer answer, long wantedAt) {
    String etag = answer.header("etag");
    return new Delivery(
        path,
        answer.status(),
        etag,
        answer.header("origin-pipeline"),
        etag.equals("\"" + answer.digest() + "\""),
        answer.refusal(),
        wantedAt,
        CdnOrigin.CLOCK.millis());
  }

  private Delivery broken(String why, long wantedAt) {
    return new Delivery(path, 0, "", "", false, why, wantedAt, CdnOrigin.CLOCK.millis());
  }

  /** When its first request is on its way to the node. */
  CompletableFuture<Void> asked() {
    return asked;
  }

  /** When it has an answer after which it does not ask again. */
  CompletableFuture<Void> done() {
    return done;
  }
}
