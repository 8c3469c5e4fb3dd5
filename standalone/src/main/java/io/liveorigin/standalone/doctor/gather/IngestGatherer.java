package io.liveorigin.standalone.doctor.gather;

import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.standalone.doctor.facts.NodeFacts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;

/**
 * Asks an ingest without a credential: whether it is ready, and what an open listener says beyond
 * that, and the certificate of an https listener. The credential for the admin API is never sent
 * there.
 */
final class IngestGatherer {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private static final String HANDSHAKE = "https";

  private IngestGatherer() {}

  /**
   * @param now epoch ms
   */
  static NodeFacts.State ask(URI listener, Optional<SSLContext> tls, long now)
      throws IOException, InterruptedException {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER);
    tls.ifPresent(builder::sslContext);
    HttpClient http = builder.build();
    HttpResponse<byte[]> ready = get(http, listener, "/-/health/ready");
    if (ready.statusCode() != 200 && ready.statusCode() != 503) {
      throw new IOException(
          "status " + ready.statusCode() + "; check that origin ingest runs there");
    }
    HttpResponse<byte[]> status = get(http, listener, "/-/status");
    return new NodeFacts.State(
        status.statusCode() == 200
            ? NodeGatherer.build(WireJson.readTree(status.body()))
            : Optional.empty(),
        ready.statusCode() == 200
            ? Optional.empty()
            : Optional.of(new String(ready.body(), StandardCharsets.UTF_8).strip()),
        0,
        Map.of(),
        certificates(ready, now),
        OptionalDouble.empty());
  }

  /** Seconds until the first certificate expires that the listener showed in the handshake. */
  private static Map<String, Double> certificates(HttpResponse<byte[]> response, long now)
      throws IOException {
    if (response.sslSession().isEmpty()) {
      return Map.of();
    }
    OptionalLong end =
        Arrays.stream(response.sslSession().get().getPeerCertificates())
            .mapToLong(each -> ((X509Certificate) each).getNotAfter().getTime())
            .min();
    return end.isPresent() ? Map.of(HANDSHAKE, (end.getAsLong() - now) / 1000.0) : Map.of();
  }

  private static HttpResponse<byte[]> get(HttpClient http, URI listener, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(listener.resolve(path)).timeout(ANSWER).GET().build(),
        BodyHandlers.ofByteArray());
  }
}
