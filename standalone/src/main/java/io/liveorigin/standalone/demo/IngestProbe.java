package io.liveorigin.standalone.demo;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.standalone.process.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Waits until an ingest knows an event, by sending the empty probe that packagers send. */
final class IngestProbe {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Waits.
   *
   * @param token token of a credential, if the ingest requires one
   * @throws OriginException if the event is still unknown after {@code limit}
   */
  void awaitKnown(
      URI ingest, Optional<String> token, EventId event, Duration limit, StopSignal stop) {
    URI url = URI.create(ingest + "/" + event + "/" + SegmentUrls.MPD_NAME);
    long deadline = System.nanoTime() + limit.toNanos();
    int status = put(url, token);
    while (status != 200 && !stop.isRequested()) {
      if (System.nanoTime() > deadline) {
        throw new OriginException(
            ErrorCode.NOT_READY,
            ingest + " does not know " + event + ": it responds with status " + status);
      }
      stop.await(PAUSE);
      status = put(url, token);
    }
  }

  private int put(URI url, Optional<String> token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).PUT(BodyPublishers.noBody());
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    try {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new OriginException(ErrorCode.NOT_READY, "no response from " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(ErrorCode.NOT_READY, "interrupted", e);
    }
  }
}
