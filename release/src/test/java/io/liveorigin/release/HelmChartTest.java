package io.liveorigin.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * charts/live-origin: Helm renders it, the types of Kubernetes read what comes out, and the
 * commands know their variables. No cluster has run it.
 */
class HelmChartTest {
  private static final Map<String, String> EVERYTHING =
      Map.ofEntries(
          Map.entry("ingest.pipelines[0]", "a"),
          Map.entry("ingest.pipelines[1]", "b"),
          Map.entry("ingest.pipelines[2]", "c"),
          Map.entry("kafka.configSecret", "kafka-client"),
          Map.entry("limitsSecret", "limits"),
          Map.entry("ingest.tlsSecret", "ingest-tls"),
          Map.entry("ingest.service.type", "LoadBalancer"),
          Map.entry("ingest.extraEnv[0].name", "ORIGIN_CLOCK_BOUND"),
          Map.entry("ingest.extraEnv[0].value", "1s"),
          Map.entry("serving.tlsSecret", "serving-tls"),
          Map.entry("serving.adminTlsSecret", "admin-tls"),
          Map.entry("serving.cdnSecret", "cdn"),
          Map.entry("serving.cdnNodesSecret", "caches"),
          Map.entry("serving.publicUrl", "https://cdn.example/live"),
          Map.entry("serving.service.type", "LoadBalancer"),
          Map.entry("serving.storage.className", "fast"),
          Map.entry("imagePullSecrets[0].name", "registry"),
          Map.entry("podAnnotations.team", "video"),
          Map.entry("networkPolicy.packagers[0].ipBlock.cidr", "192.0.2.0/24"),
          Map.entry("networkPolicy.cdn[0].ipBlock.cidr", "198.51.100.0/24"),
          Map.entry("networkPolicy.kafka[0].podSelector.matchLabels.app", "kafka"),
          Map.entry("networkPolicy.caches[0].ipBlock.cidr", "198.51.100.0/24"));

  @BeforeAll
  static void helmHasALibraryForThisMachine() {
    boolean there =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    assumeTrue(there, "the library of Helm is for Linux on amd64 here");
  }

  static Stream<Chart> charts() {
    return Stream.of(Chart.rendered(Chart.REQUIRED), Chart.rendered(withRequired(EVERYTHING)));
  }

  private static Map<String, String> withRequired(Map<String, String> more) {
    Map<String, String> values = new TreeMap<>(Chart.REQUIRED);
    values.putAll(more);
    return values;
  }

  @Test
  void helmFindsNothingToSay() {
    LintResult lint = new Helm(Chart.FOLDER).lint().quiet().call();
    assertThat(lint.getMessages()).allMatch(message -> !message.contains("[WARNING]"));
  }

  @Test
  void itHasTheVersionOfTheRelease() throws IOException {
    Map<String, Object> chart =
        new Yaml().load(java.nio.file.Files.readString(Chart.FOLDER.resolve("Chart.yaml")));
    assertThat(chart)
        .containsEntry("version", Built.BUILD.version())
        .containsEntry("appVersion", Built.BUILD.version());
  }

  @ParameterizedTest
  @MethodSource("charts")
  void kubernetesKnowsEveryField(Chart chart) {
    assertThat(chart.resources())
        .hasSizeGreaterThan(8)
        .allSatisfy(
            resource ->
                assertThatCode(() -> Chart.check(resource))
                    .as(Chart.type(resource))
                    .doesNotThrowAnyException());
  }

  /** The check can fail. */
  @Test
  void aFieldThatKubernetesDoesNotKnowIsFound() {
    JsonNode set = Chart.rendered(Chart.REQUIRED).all("StatefulSet").findFirst().orElseThrow();
    ((ObjectNode) set.at("/spec/template/spec/containers/0")).put("readynessProbe", "x");
    assertThatThrownBy(() -> Chart.check(set)).hasMessageContaining("readynessProbe");
    ((ObjectNode) set.at("/spec")).remove("selector");
    assertThatThrownBy(() -> Chart.check(set)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thereIsAnIngestForEachPipelineAndACellForEachReplica() {
    Chart chart = Chart.rendered(withRequired(EVERYTHING));
    assertThat(chart.all("Deployment").map(HelmChartTest::name))
        .containsExactly("origin-ingest-a", "origin-ingest-b", "origin-ingest-c");
    assertThat(chart.pods().map(pod -> variables(pod).get("ORIGIN_PIPELINE")))
        .containsExactly("a", "b", "c", null);
    JsonNode serving = chart.all("StatefulSet").findFirst().orElseThrow();
    assertThat(serving.at("/spec/volumeClaimTemplates/0/metadata/name").asText()).isEqualTo("data");
    assertThat(Chart.each(serving.at("/spec/template/spec/containers/0/env")))
        .filteredOn(variable -> variable.path("name").asText().equals("ORIGIN_CELL"))
        .singleElement()
        .matches(v -> v.at("/valueFrom/fieldRef/fieldPath").asText().equals("metadata.name"));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void everyVariableIsAnOptionOfItsCommandAndNothingIsOpenToAll(Chart chart) {
    assertThat(chart.pods())
        .allSatisfy(
            pod -> {
              String command = pod.at("/spec/containers/0/args/0").asText();
              assertThat(variables(pod).keySet())
                  .isSubsetOf(CommandVariables.of(command))
                  .doesNotContain("ORIGIN_OPEN", "ORIGIN_ADMIN_OPEN")
                  .containsAnyOf("ORIGIN_CREDENTIALS", "ORIGIN_ADMIN_CREDENTIALS");
            });
  }

  /** Files that a variable names are in a Secret that is mounted. */
  @ParameterizedTest
  @MethodSource("charts")
  void everyFileIsMountedFromASecret(Chart chart) {
    assertThat(chart.pods())
        .allSatisfy(
            pod -> {
              Set<String> secrets =
                  Chart.each(pod.at("/spec/volumes"))
                      .filter(volume -> volume.has("secret"))
                      .map(HelmChartTest::volume)
                      .collect(Collectors.toSet());
              Set<String> folders =
                  Chart.each(pod.at("/spec/containers/0/volumeMounts"))
                      .filter(mount -> secrets.contains(mount.path("name").asText()))
                      .map(mount -> mount.path("mountPath").asText() + "/")
                      .collect(Collectors.toSet());
              assertThat(folders).hasSameSizeAs(secrets);
              assertThat(variables(pod).values())
                  .filteredOn(value -> value.startsWith("/etc/"))
                  .isNotEmpty()
                  .allMatch(file -> folders.stream().anyMatch(file::startsWith));
            });
  }

  private static String volume(JsonNode volume) {
    assertThat(volume.at("/secret/secretName").asText()).isNotEmpty();
    return volume.path("name").asText();
  }

  @ParameterizedTest
  @MethodSource("charts")
  void everyPodIsProbedBoundedAndConfined(Chart chart) {
    assertThat(chart.pods())
        .allSatisfy(
            pod -> {
              JsonNode container = pod.at("/spec/containers/0");
              Set<String> ports =
                  Chart.each(container.path("ports"))
                      .map(port -> port.path("name").asText())
                      .collect(Collectors.toSet());
              for (String probe :
                  new String[] {"startupProbe", "livenessProbe", "readinessProbe"}) {
                JsonNode get = container.path(probe).path("httpGet");
                assertThat(get.path("path").asText())
                    .as(probe)
                    .endsWith(probe.startsWith("readiness") ? "/health/ready" : "/health/live");
                assertThat(ports).contains(get.path("port").asText());
              }
              assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
              assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
              assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                  .isTrue();
              assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                  .isFalse();
              assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                  .isEqualTo("ALL");
              assertThat(pod.at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
              assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true)).isFalse();
            });
  }

  /** Each Service, policy and budget selects the pods of exactly what it is for. */
  @ParameterizedTest
  @MethodSource("charts")
  void selectorsFindTheirPods(Chart chart) {
    Stream.of("Service", "PodDisruptionBudget", "NetworkPolicy")
        .flatMap(chart::all)
        .forEach(
            resource -> {
              JsonNode spec = resource.path("spec");
              JsonNode selector =
                  Stream.of(
                          spec.at("/selector/matchLabels"),
                          spec.at("/podSelector/matchLabels"),
                          spec.path("selector"))
                      .filter(JsonNode::isObject)
                      .findFirst()
                      .orElseThrow();
              assertThat(chart.pods().filter(pod -> selects(selector, pod)))
                  .as(name(resource))
                  .isNotEmpty()
                  .allMatch(
                      pod ->
                          pod.at("/metadata/labels/app.kubernetes.io~1component")
                              .equals(selector.path("app.kubernetes.io/component")));
            });
  }

  private static boolean selects(JsonNode selector, JsonNode pod) {
    return selector.properties().stream()
        .allMatch(
            label -> pod.at("/metadata/labels").path(label.getKey()).equals(label.getValue()));
  }

  @Test
  void theAdminApiIsNeverPublished() {
    Chart chart = Chart.rendered(withRequired(EVERYTHING));
    assertThat(chart.all("Service").filter(HelmChartTest::hasAdminPort))
        .singleElement()
        .matches(service -> service.at("/spec/type").asText().equals("ClusterIP"));
    assertThat(chart.all("NetworkPolicy").flatMap(policy -> Chart.each(policy.at("/spec/ingress"))))
        .filteredOn(rule -> rule.at("/ports/0/port").asText().equals("admin"))
        .singleElement()
        .matches(rule -> rule.path("from").size() > 0);
  }

  private static boolean hasAdminPort(JsonNode service) {
    return Chart.each(service.at("/spec/ports"))
        .anyMatch(port -> port.path("name").asText().equals("admin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.bootstrapServers",
        "ingest.credentialsSecret",
        "serving.adminCredentialsSecret"
      })
  void whatIsMissingIsNamed(String key) {
    Map<String, String> values = new TreeMap<>(Chart.REQUIRED);
    values.remove(key);
    assertThatThrownBy(() -> Chart.rendered(values)).hasMessageContaining(key + " is missing");
  }

  @Test
  void aPipelineThatNoServiceCanBeNamedAfterIsRefused() {
    Map<String, String> values = withRequired(Map.of("ingest.pipelines", "{A_b}"));
    assertThatThrownBy(() -> Chart.rendered(values)).hasMessageContaining("pipelines");
  }

  private static String name(JsonNode resource) {
    return resource.at("/metadata/name").asText();
  }

  private static Map<String, String> variables(JsonNode pod) {
    return Chart.each(pod.at("/spec/containers/0/env"))
        .collect(
            Collectors.toMap(
                variable -> variable.path("name").asText(),
                variable -> variable.path("value").asText()));
  }
}
