package io.liveorigin.bench.get;

import io.liveorigin.bench.process.BenchTls;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Checks that a server sends the correct responses. Fast but wrong responses do not count. */
final class ResponseCheck {
  private final HttpClient http;
  private final Map<String, byte[]> segments;

  /**
   * @param segments the bytes of the segments by path
   */
  ResponseCheck(Map<String, byte[]> segments) {
    this(segments, Optional.empty());
  }

  /**
   * @param tls the TLS set-up of the servers; empty for plain HTTP
   */
  ResponseCheck(Map<String, byte[]> segments, Optional<BenchTls> tls) {
    this.segments = segments;
    HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    tls.ifPresent(some -> client.sslContext(some.client()));
    this.http = client.build();
  }

  /**
   * Sends one GET and returns the body of the response.
   *
   * @throws OriginException if status or body is wrong
   */
  byte[] check(Target target, Row row) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(target.url(row))).build(),
            BodyHandlers.ofByteArray());
    boolean right =
        answer.statusCode() == row.asked().status()
            && (row.asked().missing()
                || Arrays.equals(answer.body(), segments.get(target.paths().get(row.asked()))));
    if (!right) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "%s sent a wrong response to GET %s: status %d, %d bytes"
              .formatted(
                  target.server(), target.url(row), answer.statusCode(), answer.body().length));
    }
    return answer.body();
  }

  /**
   * Checks the counts of a whole run.
   *
   * @throws OriginException if there was no response, or an error that the row does not expect
   */
  static void check(Target target, Row row, Wrk.Result result) {
    long wanted = row.asked().missing() ? result.requests() : 0;
    if (result.requests() == 0 || result.statusErrors() != wanted || result.socketErrors() != 0) {
      throw new OriginException(
          ErrorCode.INTERNAL, target.server() + " failed in row " + row.name() + ": " + result);
    }
  }
}
