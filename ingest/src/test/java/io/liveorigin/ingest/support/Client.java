package io.liveorigin.ingest.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.testing.Patience;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/** An ordinary HTTP/1.1 client. */
public final class Client {

  /** An answer with its JSON, where it has any. */
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    public JsonNode json() {
      return WireJson.readTree(body);
    }

    public String text(String key) {
      return json().path(key).asText();
    }
  }

  private final HttpClient http;

  public Client() {
    this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /** Over TLS. */
  public Client(SSLContext context) {
    this.http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
  }

  /** A body with Content-Length. */
  public static BodyPublisher sized(byte[] body) {
    return BodyPublishers.ofByteArray(body);
  }

  /** A body with Transfer-Encoding: chunked. */
  public static BodyPublisher chunked(byte[] body) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
  }

  public Answer put(URI uri, byte[] body, String... headers)
      throws IOException, InterruptedException {
    return send("PUT", uri, sized(body), headers);
  }

  /** Header names and values in turn. */
  public Answer send(String method, URI uri, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(Patience.LIMIT).method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response.headers().map().forEach((name, values) -> fields.put(name, String.join(", ", values)));
    return new Answer(response.statusCode(), fields, response.body());
  }
}
