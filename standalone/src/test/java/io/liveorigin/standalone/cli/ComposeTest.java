package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/**
 * compose.yaml against the command line: nobody can run it where there is no container engine, but
 * its commands and variables must exist.
 */
class ComposeTest {
  /** Tests run in the directory of the module. */
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Path DEMO_FILES =
      ROOT.resolve("standalone/src/main/resources/io/liveorigin/standalone/demo");
  private static final String IN_IMAGE = "/opt/origin/demo/";

  /** With merge keys resolved, which Jackson does not do. */
  private static JsonNode services() throws IOException {
    Map<String, Object> document = new Yaml().load(Files.readString(ROOT.resolve("compose.yaml")));
    return new YAMLMapper().valueToTree(document).get("services");
  }

  private static Map<String, JsonNode> ours() throws IOException {
    Map<String, JsonNode> ours = new TreeMap<>();
    services()
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals("kafka")) {
                ours.put(entry.getKey(), entry.getValue());
              }
            });
    return ours;
  }

  private static CommandLine command(JsonNode service) {
    CommandLine line = OriginCommand.commandLine(new Terminal().surroundings());
    for (JsonNode word : service.get("command")) {
      assertThat(line.getSubcommands()).containsKey(word.asText());
      line = line.getSubcommands().get(word.asText());
    }
    return line;
  }

  @Test
  void itHasTheWholeFlow() throws IOException {
    assertThat(services().properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder(
            "kafka", "ingest-a", "ingest-b", "serve", "event", "packager-a", "packager-b");
  }

  @Test
  void kafkaIsTheVersionThatWeTestWith() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    String version = pom.replaceFirst("(?s).*<kafka.version>([^<]+)<.*", "$1");
    assertThat(services().get("kafka").get("image").asText()).isEqualTo("apache/kafka:" + version);
  }

  @Test
  void ourServicesAreBuiltFromTheDockerfile() throws IOException {
    assertThat(ROOT.resolve("Dockerfile")).exists();
    ours()
        .forEach(
            (name, service) -> {
              assertThat(service.get("build").asText()).as(name).isEqualTo(".");
              assertThat(service.get("image").asText()).as(name).isEqualTo("live-origin:local");
            });
  }

  @Test
  void everyVariableIsAnOptionOfItsCommandAndNoRequiredOneIsMissing() throws IOException {
    ours()
        .forEach(
            (name, service) -> {
              Set<String> given = new TreeSet<>();
              service.get("environment").fieldNames().forEachRemaining(given::add);
              var options = command(service).getCommandSpec().options();
              assertThat(given)
                  .as(name)
                  .isSubsetOf(
                      options.stream()
                          .map(option -> OptionDefaults.variable(option.longestName()))
                          .collect(Collectors.toSet()));
              assertThat(given)
                  .as(name)
                  .containsAll(
                      options.stream()
                          .filter(CommandLine.Model.OptionSpec::required)
                          .map(option -> OptionDefaults.variable(option.longestName()))
                          .toList());
            });
  }

  @Test
  void publishedPortsAreThoseThatAServiceListensOn() throws IOException {
    Map<String, List<String>> listening =
        Map.of(
            "serve", List.of("ORIGIN_PORT", "ORIGIN_ADMIN_PORT"),
            "ingest-a", List.of("ORIGIN_PORT"),
            "ingest-b", List.of("ORIGIN_PORT"));
    Set<String> published = new TreeSet<>();
    for (Map.Entry<String, List<String>> entry : listening.entrySet()) {
      JsonNode service = services().get(entry.getKey());
      List<String> expected =
          entry.getValue().stream().map(v -> service.get("environment").get(v).asText()).toList();
      List<String> inside = new ArrayList<>();
      for (JsonNode port : service.get("ports")) {
        String[] parts = port.asText().split(":");
        inside.add(parts[parts.length - 1]);
        assertThat(published.add(parts[parts.length - 2])).as("%s is free", port).isTrue();
      }
      assertThat(inside).as(entry.getKey()).containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(published).containsExactlyInAnyOrder("8080", "8081", "8082", "8090");
  }

  /** What is open to everybody who reaches it is reached from this machine only. */
  @Test
  void openPortsAreOnLoopback() throws IOException {
    Map<String, String> open =
        Map.of("ingest-a", "ORIGIN_OPEN", "ingest-b", "ORIGIN_OPEN", "serve", "ORIGIN_ADMIN_OPEN");
    for (Map.Entry<String, String> entry : open.entrySet()) {
      JsonNode service = services().get(entry.getKey());
      String port = entry.getKey().equals("serve") ? ":8090" : ":8081";
      if (service.get("environment").has(entry.getValue())) {
        for (JsonNode published : service.get("ports")) {
          if (published.asText().endsWith(port)) {
            assertThat(published.asText()).as(entry.getKey()).startsWith("127.0.0.1:");
          }
        }
      }
    }
  }

  @Test
  void aContainerIsReachedByItsServiceNameSoItListensOnAllAddresses() throws IOException {
    for (String name : List.of("ingest-a", "ingest-b", "serve")) {
      assertThat(services().get(name).get("environment").get("ORIGIN_HOST").asText())
          .as(name)
          .isEqualTo("0.0.0.0");
    }
    ours()
        .forEach(
            (name, service) ->
                service
                    .get("environment")
                    .properties()
                    .forEach(
                        variable ->
                            assertThat(variable.getValue().asText())
                                .as(name + " " + variable.getKey())
                                .doesNotContain("localhost", "127.0.0.1")));
  }

  @Test
  void filesThatItNamesAreInTheImage() throws IOException {
    assertThat(Files.readString(ROOT.resolve("Dockerfile")))
        .contains("src/main/resources/io/liveorigin/standalone/demo /opt/origin/demo");
    Set<String> named = new TreeSet<>();
    ours()
        .values()
        .forEach(
            service ->
                service
                    .get("environment")
                    .forEach(
                        value -> {
                          if (value.asText().startsWith(IN_IMAGE)) {
                            named.add(value.asText().substring(IN_IMAGE.length()));
                          }
                        }));
    assertThat(named).containsExactly("event.yaml", "faults.yaml");
    named.forEach(file -> assertThat(DEMO_FILES.resolve(file)).isRegularFile());
  }
}
