package io.liveorigin.serving.invalidation;

import io.liveorigin.contract.error.FailureText;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends purges over HTTP/1.1. */
final class HttpPurgeSender implements PurgeSender {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** A refreshed segment is read to its end, so that the node stores it whole. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  @Override
  public CompletableFuture<Optional<String>> send(PurgeRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .timeout(ANSWER)
            .method(request.method(), BodyPublishers.noBody());
    request.headers().forEach(builder::header);
    return http.sendAsync(builder.build(), BodyHandlers.discarding())
        .thenApply(HttpPurgeSender::outcome)
        .exceptionally(failure -> Optional.of(FailureText.of(failure)));
  }

  /**
   * After 404 and 410 the purge is done: the node had nothing, or has learned from the origin that
   * there is nothing.
   */
  private static Optional<String> outcome(HttpResponse<Void> answer) {
    int status = answer.statusCode();
    boolean done = status / 100 == 2 || status == 404 || status == 410;
    return done ? Optional.empty() : Optional.of("status " + status);
  }
}
