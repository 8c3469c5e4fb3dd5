package io.liveorigin.packager.publish;

import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.DefectsField;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Uploads by HTTP/1.1 PUT with a chunked body over persistent connections, as stock packagers do,
 * and with the digest of the bytes, which they do not send. The response must arrive within the
 * request time-out, which includes sending the body.
 */
public final class HttpSegmentPublisher implements SegmentPublisher {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_BODY_TEXT = 300;

  private final URI base;
  private final Duration timeout;
  private final Optional<String> authorization;
  private final HttpClient client;

  /**
   * @param base scheme, host and port of an ingest, for example {@code http://127.0.0.1:8081}; a
   *     path in it precedes those of the event
   * @param timeout time-out of one upload
   */
  public HttpSegmentPublisher(URI base, Duration timeout) {
    this(base, timeout, Optional.empty());
  }

  /**
   * The same with a credential.
   *
   * @param token sent as a bearer token (RFC 6750)
   */
  public HttpSegmentPublisher(URI base, Duration timeout, Optional<String> token) {
    this.authorization = token.map(text -> "Bearer " + text);
    String text = base.toString();
    this.base = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  @Override
  public PutResult put(PutRequest request) throws InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + request.path()))
            .timeout(timeout)
            .header("Content-Type", request.contentType())
            .header("Content-Digest", digest(request.bytes()))
            // A body of unknown length is sent chunked.
            .PUT(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(request.bytes())));
    // An empty value declares the segment clean. RFC 9651 (3.1) would omit an empty list, but then
    // it would look like a packager that does not inspect.
    request
        .declared()
        .ifPresent(defects -> builder.header(DefectsField.HTTP_NAME, DefectsField.write(defects)));
    authorization.ifPresent(value -> builder.header("Authorization", value));
    try {
      HttpResponse<String> response =
          client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      String body = response.body();
      return new PutResult.Answered(
          response.statusCode(), body.substring(0, Math.min(MAX_BODY_TEXT, body.length())));
    } catch (IOException e) {
      // Part of the result, not an error of the packager: the caller counts and logs it.
      return new PutResult.Unreachable(FailureText.of(e));
    }
  }

  /**
   * Returns the value of {@code Content-Digest} (RFC 9530, section 2), so that the bytes that were
   * sent can be compared with those that are stored.
   */
  private static String digest(byte[] bytes) {
    byte[] sha256 = Digest.newSha256().digest(bytes);
    return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
  }
}
