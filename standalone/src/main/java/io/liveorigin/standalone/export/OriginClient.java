package io.liveorigin.standalone.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.error.Problem;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.standalone.process.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends GET requests to the public listener, directly or through a cache. It retries where that may
 * help, and never returns bytes that do not match their entity tag. Blocks; any thread.
 */
final class OriginClient {
  /** The result of a request. */
  sealed interface Outcome {
    /**
     * The bytes, and the URL at which they were found.
     *
     * @param filler whether no pipeline published it and the origin made it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(URI url, byte[] body, Digest digest, boolean filler) implements Outcome {}

    /**
     * The client already has the bytes of the origin.
     *
     * @param filler whether no pipeline published it and the origin made it
     */
    record Same(boolean filler) implements Outcome {}

    /**
     * The origin does not have it, and says why.
     *
     * @param expired whether the origin had it, and it has left the time-shift window
     */
    record Absent(boolean expired, String reason) implements Outcome {}
  }

  /** A problem document of the origin. */
  private record Refused(String code, String detail) {}

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int TRIES = 5;
  private static final int MOST_MOVES = 3;

  /**
   * Codes with which the origin says that it has no segment; with any other code it may well have
   * it.
   */
  private static final Set<String> GAPS =
      Set.of(
          ErrorCode.NEVER_PUBLISHED.code(),
          ErrorCode.EVENT_PAUSED.code(),
          ErrorCode.EXPIRED.code());

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final URI serving;
  private final Optional<String> secret;
  private final Duration pause;
  private final Duration limit;
  private final StopSignal stop;

  /**
   * @param serving the listener or the cache; no request goes to another host
   * @param secret secret of the CDN, if the listener requires one
   * @param pause pause before a retry
   * @param limit time limit for a whole response, including its body
   * @param stop ends the retries
   */
  OriginClient(
      URI serving, Optional<String> secret, Duration pause, Duration limit, StopSignal stop) {
    this.serving = serving;
    this.secret = secret;
    this.pause = pause;
    this.limit = limit;
    this.stop = stop;
  }

  /**
   * Returns the bytes of a file that must exist.
   *
   * @throws ExportException if they cannot be had
   */
  Outcome.Bytes require(URI url) {
    Outcome outcome = get(url, Optional.empty());
    if (outcome instanceof Outcome.Bytes bytes) {
      return bytes;
    }
    throw new ExportException(
        url + ": " + (outcome instanceof Outcome.Absent absent ? absent.reason() : "no bytes"));
  }

  /**
   * Requests one file.
   *
   * @param have digest of the bytes that the client already has
   * @throws ExportException if there is no usable response after all tries
   */
  Outcome get(URI url, Optional<Digest> have) {
    URI at = url;
    String failure = "";
    int moves = 0;
    for (int tries = 0; tries < TRIES; tries++) {
      if (stop.isRequested() || tries > 0 && stop.await(pause)) {
        throw new ExportException("stopped");
      }
      HttpResponse<byte[]> answer;
      try {
        answer = send(at, have);
      } catch (IOException e) {
        failure = "no response: " + FailureText.of(e);
        continue;
      }
      int status = answer.statusCode();
      if (status == 308 && moves < MOST_MOVES) {
        at = moved(at, answer);
        moves++;
        tries--;
      } else if (status == 304) {
        return new Outcome.Same(filler(answer));
      } else if (status == 404 || status == 410) {
        return absent(url, answer);
      } else if (status != 200 && status < 500) {
        throw new ExportException(url + ": " + reason(answer));
      } else if (status == 200) {
        Digest digest = Digest.of(answer.body());
        if (answer.headers().firstValue("ETag").filter(tag(digest)::equals).isPresent()) {
          return new Outcome.Bytes(at, answer.body(), digest, filler(answer));
        }
        failure = "the bytes do not match the entity tag";
      } else {
        failure = reason(answer);
      }
    }
    throw new ExportException(url + ": " + failure + " (" + TRIES + " tries)");
  }

  private static boolean filler(HttpResponse<byte[]> answer) {
    return answer
        .headers()
        .firstValue("Origin-Pipeline")
        .filter(PipelineNameRules.ORIGIN::equals)
        .isPresent();
  }

  private HttpResponse<byte[]> send(URI url, Optional<Digest> have) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).GET();
    secret.ifPresent(value -> request.header(CdnSecrets.HEADER, value));
    have.ifPresent(digest -> request.header("If-None-Match", tag(digest)));
    // The time-out of a request ends when its header fields are received.
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause
          ? cause
          : new IOException(FailureText.of(e), e);
    } catch (TimeoutException e) {
      throw new IOException("not complete after " + limit.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExportException("stopped", e);
    } finally {
      answer.cancel(true);
    }
  }

  /**
   * Returns the target of a redirect. The secret is for one host only, and the origin redirects to
   * no other.
   */
  private URI moved(URI from, HttpResponse<byte[]> answer) {
    URI to;
    try {
      to =
          answer
              .headers()
              .firstValue("Location")
              .map(from::resolve)
              .orElseThrow(() -> new ExportException(from + " redirects without a Location field"));
    } catch (IllegalArgumentException e) {
      throw new ExportException(
          from + " redirects without a valid Location field: " + e.getMessage(), e);
    }
    if (!serving.getScheme().equalsIgnoreCase(to.getScheme())
        || !serving.getAuthority().equalsIgnoreCase(to.getAuthority())) {
      throw new ExportException(from + " redirects to " + to + ", which is not on " + serving);
    }
    return to;
  }

  private static Outcome.Absent absent(URI url, HttpResponse<byte[]> answer) {
    String code =
        problem(answer)
            .orElseThrow(
                () ->
                    new ExportException(
                        url
                            + ": status "
                            + answer.statusCode()
                            + " without a reason from the origin; check that --serving is the URL"
                            + " of its public listener"))
            .code();
    if (!GAPS.contains(code)) {
      throw new ExportException(url + ": " + reason(answer));
    }
    return new Outcome.Absent(code.equals(ErrorCode.EXPIRED.code()), reason(answer));
  }

  private static String tag(Digest digest) {
    return "\"" + digest.hex() + "\"";
  }

  private static String reason(HttpResponse<byte[]> answer) {
    return problem(answer)
        .map(problem -> problem.detail() + " (" + problem.code() + ")")
        .orElse("status " + answer.statusCode());
  }

  /** Returns the problem of the origin; empty for a response of a cache in between. */
  private static Optional<Refused> problem(HttpResponse<byte[]> answer) {
    if (answer
        .headers()
        .firstValue("Content-Type")
        .filter(type -> type.startsWith(Problem.MEDIA_TYPE))
        .isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode problem = WireJson.readTree(answer.body());
      return problem.hasNonNull("code") && problem.hasNonNull("detail")
          ? Optional.of(new Refused(problem.get("code").asText(), problem.get("detail").asText()))
          : Optional.empty();
    } catch (OriginException e) {
      return Optional.empty();
    }
  }
}
