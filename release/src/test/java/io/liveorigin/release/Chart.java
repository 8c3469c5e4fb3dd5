package io.liveorigin.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** The Helm chart, rendered by Helm itself. */
record Chart(List<JsonNode> resources) {
  static final Path FOLDER = Built.ROOT.resolve("charts").resolve("live-origin");
  static final String RELEASE = "origin";

  /** What has no default. */
  static final Map<String, String> REQUIRED =
      Map.of(
          "kafka.bootstrapServers", "kafka:9092",
          "ingest.credentialsSecret", "publishers",
          "serving.adminCredentialsSecret", "operators");

  /** Reads a resource and refuses what Kubernetes does not define, or misses. */
  @FunctionalInterface
  private interface Schema {
    Object read(String json) throws IOException;
  }

  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          "apps/v1 Deployment", V1Deployment::fromJson,
          "apps/v1 StatefulSet", V1StatefulSet::fromJson,
          "v1 Service", V1Service::fromJson,
          "v1 ServiceAccount", V1ServiceAccount::fromJson,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::fromJson,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::fromJson);

  /**
   * Renders it.
   *
   * @param values in the notation of {@code helm --set}
   */
  static Chart rendered(Map<String, String> values) {
    TemplateCommand command = new Helm(FOLDER).template().withName(RELEASE).withNamespace("live");
    values.forEach(command::set);
    ObjectMapper json = new ObjectMapper();
    return new Chart(
        StreamSupport.stream(new Yaml().loadAll(command.call()).spliterator(), false)
            .map(json::<JsonNode>valueToTree)
            .filter(resource -> !resource.isNull())
            .toList());
  }

  /** By apiVersion and kind. */
  static String type(JsonNode resource) {
    return resource.path("apiVersion").asText() + " " + resource.path("kind").asText();
  }

  /** Throws where Kubernetes would refuse the resource for its form. */
  static void check(JsonNode resource) throws IOException {
    Schema schema = SCHEMAS.get(type(resource));
    if (schema == null) {
      throw new IOException("no schema of " + type(resource));
    }
    schema.read(resource.toString());
  }

  Stream<JsonNode> all(String kind) {
    return resources.stream().filter(resource -> resource.path("kind").asText().equals(kind));
  }

  /** Templates of pods, by Deployments and StatefulSets. */
  Stream<JsonNode> pods() {
    return Stream.concat(all("Deployment"), all("StatefulSet"))
        .map(resource -> resource.at("/spec/template"));
  }

  static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
