package io.liveorigin.standalone.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.Json;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.standalone.lifecycle.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * GETs from the public listener, directly or through a cache: again where it may help, and never
 * bytes that are not those of their entity tag. Blocks; any thread.
 */
final class OriginClient {
  /** What came of a request. */
  sealed interface Outcome {
    /** The bytes, and where they were found. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Bytes(URI url, byte[] body, Digest digest) implements Outcome {}

    /** What the client has is what the origin has. */
    record Same() implements Outcome {}

    /**
     * The origin does not have it, and says why.
     *
     * @param expired whether it had it, and it has left the time-shift window
     */
    record Absent(boolean expired, String reason) implements Outcome {}
  }

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int TRIES = 5;
  private static final int MOST_MOVES = 3;
  private static final String EXPIRED = ErrorCode.EXPIRED.code();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final Optional<String> secret;
  private final Duration pause;
  private final StopSignal stop;

  /**
   * @param secret of the CDN, where the listener demands one
   * @param pause before another try
   * @param stop ends the tries
   */
  OriginClient(Optional<String> secret, Duration pause, StopSignal stop) {
    this.secret = secret;
    this.pause = pause;
    this.stop = stop;
  }

  /** The bytes of what must be there. */
  Outcome.Bytes require(URI url) {
    Outcome outcome = get(url, Optional.empty());
    if (outcome instanceof Outcome.Bytes bytes) {
      return bytes;
    }
    throw new ExportException(
        url + ": " + (outcome instanceof Outcome.Absent absent ? absent.reason() : "no bytes"));
  }

  /**
   * One file.
   *
   * @param have digest of the bytes that are there already
   */
  Outcome get(URI url, Optional<Digest> have) {
    URI at = url;
    String failure = "";
    int moves = 0;
    for (int tries = 0; tries < TRIES; tries++) {
      if (stop.asked() || tries > 0 && stop.await(pause)) {
        throw new ExportException("stopped");
      }
      HttpResponse<byte[]> answer;
      try {
        answer = send(at, have);
      } catch (IOException e) {
        failure = "no answer: " + e;
        continue;
      }
      int status = answer.statusCode();
      if (status == 308 && moves < MOST_MOVES) {
        at = at.resolve(answer.headers().firstValue("Location").orElse(""));
        moves++;
        tries--;
      } else if (status == 304) {
        return new Outcome.Same();
      } else if (status == 404 || status == 410) {
        String problem = problem(answer);
        return new Outcome.Absent(problem.endsWith("(" + EXPIRED + ")"), problem);
      } else if (status != 200 && status < 500) {
        throw new ExportException(url + ": " + problem(answer));
      } else if (status == 200) {
        Digest digest = Digest.of(answer.body());
        if (answer.headers().firstValue("ETag").filter(tag(digest)::equals).isPresent()) {
          return new Outcome.Bytes(at, answer.body(), digest);
        }
        failure = "the bytes are not those of the entity tag";
      } else {
        failure = problem(answer);
      }
    }
    throw new ExportException(url + ": " + failure + " (" + TRIES + " tries)");
  }

  private HttpResponse<byte[]> send(URI url, Optional<Digest> have) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(ANSWER).GET();
    secret.ifPresent(value -> request.header(CdnSecrets.HEADER, value));
    have.ifPresent(digest -> request.header("If-None-Match", tag(digest)));
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExportException("stopped", e);
    }
  }

  private static String tag(Digest digest) {
    return "\"" + digest.hex() + "\"";
  }

  private static String problem(HttpResponse<byte[]> answer) {
    try {
      JsonNode problem = Json.readTree(answer.body());
      if (problem.hasNonNull("code") && problem.hasNonNull("detail")) {
        return problem.get("detail").asText() + " (" + problem.get("code").asText() + ")";
      }
    } catch (OriginException e) {
      // Not one of ours: a cache in between has its own.
      return "status " + answer.statusCode();
    }
    return "status " + answer.statusCode();
  }
}
