package io.liveorigin.standalone.stack;

import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;

/** A plain HTTP/1.1 client for one port on the loopback address. */
public final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;

  public Http(int port) {
    this.port = port;
  }

  /** Headers alternate name and value. */
  public HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  /** Any method without a body. */
  public HttpResponse<byte[]> send(String method, String path, String... headers) {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.noBody());
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  public CompletableFuture<HttpResponse<byte[]>> getAsync(String path) {
    return CLIENT.sendAsync(request(path).GET().build(), BodyHandlers.ofByteArray());
  }

  public HttpResponse<byte[]> put(String path, byte[] body, String... headers) {
    HttpRequest.Builder request = request(path).PUT(BodyPublishers.ofByteArray(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Patience.LIMIT);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits until the admin listener at this port says that its node is ready. */
  public void awaitReady() {
    Patience.await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              HttpResponse<byte[]> answer = get("/health/ready");
              Assertions.assertThat(answer.statusCode())
                  .as(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                  .isEqualTo(200);
            });
  }

  public static String etag(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("ETag").orElse("none");
  }
}
