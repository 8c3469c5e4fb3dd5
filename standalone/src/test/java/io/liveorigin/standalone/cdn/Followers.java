package io.liveorigin.standalone.cdn;

import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Digest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Clients of one CDN node that follow the live edge of every representation. Each asks for each
 * segment up to half a second before it is due: how early is drawn anew from a seeded generator.
 */
final class Followers implements AutoCloseable {
  private static final int EARLY_MILLIS = 500;
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final CdnOrigin origin;
  private final CdnNodeProcess node;
  private final Duration askAgain;
  private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService work = Executors.newFixedThreadPool(4);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(work).build();

  /**
   * @param askAgain after a 404, as a player does; zero: never
   */
  Followers(CdnOrigin origin, CdnNodeProcess node, Duration askAgain) {
    this.origin = origin;
    this.node = node;
    this.askAgain = askAgain;
  }

  /** Follows from {@code first} to {@code last}; the future holds every answer that was got. */
  CompletableFuture<List<Delivery>> follow(int clients, long first, long last, long seed) {
    Schedule schedule = origin.event().schedule();
    Random random = new Random(seed);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      for (int client = 0; client < clients; client++) {
        long at = schedule.due(number) - random.nextInt(EARLY_MILLIS);
        for (Representation representation : origin.event().representations()) {
          String path = origin.path(representation.id(), number);
          CompletableFuture<Void> done = new CompletableFuture<>();
          all.add(done);
          after(at - CdnOrigin.CLOCK.millis(), () -> ask(path, CdnOrigin.CLOCK.millis(), done));
        }
      }
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApply(ended -> List.copyOf(deliveries));
  }

  private void after(long millis, Runnable task) {
    timer.schedule(task, Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  private void ask(String path, long wantedAt, CompletableFuture<Void> done) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
            .timeout(ANSWER)
            .build();
    http.sendAsync(request, BodyHandlers.ofByteArray())
        .whenComplete(
            (answer, failure) -> {
              long now = CdnOrigin.CLOCK.millis();
              deliveries.add(
                  failure == null
                      ? got(path, answer, wantedAt, now)
                      : new Delivery(path, 0, "", failure.toString(), false, wantedAt, now));
              if (failure == null && answer.statusCode() == 404 && !askAgain.isZero()) {
                after(askAgain.toMillis(), () -> ask(path, wantedAt, done));
              } else {
                done.complete(null);
              }
            });
  }

  private static Delivery got(
      String path, HttpResponse<byte[]> answer, long wantedAt, long doneAt) {
    String etag = answer.headers().firstValue("ETag").orElse("");
    return new Delivery(
        path,
        answer.statusCode(),
        etag,
        answer.headers().firstValue("Origin-Pipeline").orElse(""),
        etag.equals("\"" + Digest.of(answer.body()).hex() + "\""),
        wantedAt,
        doneAt);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    work.shutdownNow();
  }
}
