package io.liveorigin.standalone.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the build ships, by the SBOM that it makes before the integration tests. */
class ShippedIT {
  private static final Path TARGET = Path.of("target");
  private static final Path PAGE = Path.of("..", "docs", "licences.md");

  private final JsonNode sbom = sbom();
  private final List<ShippedComponent> components = ShippedComponent.of(sbom);

  @Test
  void everythingHasALicenceThatFits() {
    assertThat(
            components.stream()
                .filter(component -> !component.own())
                .map(Licences::objection)
                .flatMap(Optional::stream))
        .isEmpty();
  }

  @Test
  void theSbomNamesWhatIsThereToTheByte() throws IOException {
    TreeMap<String, String> named = new TreeMap<>();
    components.forEach(c -> named.put(c.sha256().orElseThrow(), c.id() + " " + c.version()));
    assertThat(classPath().stream().collect(Collectors.toMap(ShippedIT::sha256, Path::toString)))
        .containsOnlyKeys(named.keySet());
    assertThat(named).hasSizeGreaterThan(80);
  }

  @Test
  void nothingOfTheTestsIsShipped() {
    assertThat(components)
        .extracting(ShippedComponent::id)
        .noneMatch(
            id -> id.matches("(org\\.junit|org\\.assertj|net\\.jqwik|org\\.testcontainers).*"));
  }

  @Test
  void everyVersionIsOne() {
    assertThat(components.stream().filter(c -> !c.own()))
        .extracting(ShippedComponent::version)
        .allMatch(
            version -> version.matches("[0-9][0-9A-Za-z.-]*") && !version.endsWith("SNAPSHOT"));
  }

  @Test
  void nothingInItDiffersWithEachBuild() {
    assertThat(sbom.has("serialNumber")).isFalse();
    assertThat(sbom.at("/metadata/timestamp").isMissingNode()).isTrue();
  }

  @Test
  void thePageIsThatOfTheBuild() throws IOException {
    String page = LicencesPage.of(components);
    Files.writeString(TARGET.resolve("licences.md"), page);
    assertThat(Files.readString(PAGE))
        .as("docs/licences.md; the right one is standalone/target/licences.md")
        .isEqualTo(page);
  }

  private static JsonNode sbom() {
    try {
      return new ObjectMapper().readTree(TARGET.resolve("origin-sbom.json").toFile());
    } catch (IOException e) {
      throw new AssertionError("the phase pre-integration-test of Maven makes the SBOM", e);
    }
  }

  /** Of the jar that is started: what an earlier build left in the folder is not in it. */
  private static Set<Path> classPath() throws IOException {
    Path main;
    try (Stream<Path> jars = Files.list(TARGET)) {
      main = jars.filter(jar -> jar.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
    try (JarFile jar = new JarFile(main.toFile())) {
      return Arrays.stream(jar.getManifest().getMainAttributes().getValue("Class-Path").split(" "))
          .map(TARGET::resolve)
          .collect(Collectors.toSet());
    }
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
