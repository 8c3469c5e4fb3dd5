package io.liveorigin.standalone.doctor.gather;

import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.standalone.admin.MetricsText;
import io.liveorigin.standalone.doctor.facts.NodeFacts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.net.ssl.SSLContext;

/**
 * Asks an ingest without a credential: whether it is ready, and what an open listener says beyond
 * that. The credential for the admin API is never sent there.
 */
final class IngestGatherer {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private IngestGatherer() {}

  static NodeFacts.State ask(URI listener, Optional<SSLContext> tls)
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
    HttpResponse<byte[]> metrics = get(http, listener, "/-/metrics");
    return new NodeFacts.State(
        status.statusCode() == 200
            ? NodeGatherer.build(WireJson.readTree(status.body()))
            : Optional.empty(),
        ready.statusCode() == 200
            ? Optional.empty()
            : Optional.of(new String(ready.body(), StandardCharsets.UTF_8).strip()),
        0,
        Map.of(),
        metrics.statusCode() == 200
            ? NodeGatherer.certificates(
                MetricsText.read(new String(metrics.body(), StandardCharsets.UTF_8)), "pipeline")
            : Map.of(),
        OptionalDouble.empty());
  }

  private static HttpResponse<byte[]> get(HttpClient http, URI listener, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(listener.resolve(path)).timeout(ANSWER).GET().build(),
        BodyHandlers.ofByteArray());
  }
}
