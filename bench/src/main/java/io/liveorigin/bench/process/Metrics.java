package io.liveorigin.bench.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/**
 * The metrics of the serving node at one instant.
 *
 * @param values the values by name with labels, in the notation of Prometheus
 */
public record Metrics(Map<String, Double> values) {
  static Metrics of(String url, Optional<SSLContext> tls) throws IOException, InterruptedException {
    HttpClient.Builder client = HttpClient.newBuilder();
    tls.ifPresent(client::sslContext);
    String text =
        client
            .build()
            .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
            .body();
    Map<String, Double> values = new TreeMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            });
    return new Metrics(values);
  }

  /** Returns the sum of a metric over all labels. */
  public double sum(String name) {
    return values.entrySet().stream()
        .filter(e -> e.getKey().equals(name) || e.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /**
   * Returns the increase of each series since the earlier instant, for series whose name begins
   * with {@code name}. Series without an increase are left out.
   */
  public Map<String, Double> since(Metrics earlier, String name) {
    Map<String, Double> added = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          double more = value - earlier.values.getOrDefault(key, 0.0);
          if (key.startsWith(name) && more != 0) {
            added.put(key, more);
          }
        });
    return added;
  }
}
