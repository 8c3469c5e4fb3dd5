package io.liveorigin.standalone.doctor.gather;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.standalone.admin.MetricsText;
import io.liveorigin.standalone.admin.NodeClient;
import io.liveorigin.standalone.doctor.facts.NodeFacts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks a serving node. */
final class NodeGatherer {
  /** The responses of a serving node, as they were read. */
  record Answers(JsonNode status, MetricsText metrics) {}

  private NodeGatherer() {}

  /** Throws {@code AdminException} if the node does not respond or refuses the credential. */
  static Answers ask(NodeClient client) {
    return new Answers(client.status(), client.metrics());
  }

  static NodeFacts.State state(Answers answers) {
    JsonNode status = answers.status();
    Map<String, String> unusable = new TreeMap<>();
    status
        .path("unusable")
        .fields()
        .forEachRemaining(file -> unusable.put(file.getKey(), file.getValue().asText()));
    return new NodeFacts.State(
        build(status),
        problem(status),
        status.path("quarantined").size(),
        unusable,
        certificates(answers.metrics()),
        MetricsText.first(answers.metrics().all("clock_offset_seconds")));
  }

  /** Why the node is not ready; empty if it is. */
  static Optional<String> problem(JsonNode status) {
    return status.path("ready").asBoolean()
        ? Optional.empty()
        : Optional.of(status.path("reason").asText());
  }

  static Optional<String> build(JsonNode status) {
    JsonNode build = status.path("build");
    return build.hasNonNull("version")
        ? Optional.of(
            build.get("version").asText() + " (commit " + build.path("commit").asText() + ")")
        : Optional.empty();
  }

  /** Seconds that the certificates of the listeners are valid, by listener. */
  private static Map<String, Double> certificates(MetricsText metrics) {
    Map<String, Double> certificates = new HashMap<>();
    metrics
        .all("tls_certificate_remaining_seconds")
        .forEach(
            sample ->
                certificates.put(sample.labels().getOrDefault("listener", ""), sample.value()));
    return new TreeMap<>(certificates);
  }
}
