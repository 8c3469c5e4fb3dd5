package io.liveorigin.standalone.supply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A component of the SBOM (CycloneDX 1.6, JSON).
 *
 * @param id group and name, with a colon
 * @param licences SPDX id, or else the name that its POM gives; several: see {@link Licences}
 * @param source where its source is, or its home page
 * @param sha256 of its jar
 */
record ShippedComponent(
    String id, String version, List<String> licences, String source, Optional<String> sha256) {
  private static final List<String> PLACES = List.of("vcs", "website", "distribution");

  static List<ShippedComponent> of(JsonNode sbom) {
    return elements(sbom, "components")
        .map(ShippedComponent::read)
        .sorted(Comparator.comparing(ShippedComponent::id))
        .toList();
  }

  private static ShippedComponent read(JsonNode component) {
    List<String> licences = new ArrayList<>();
    for (JsonNode licence : component.path("licenses")) {
      licences.add(
          licence.has("expression")
              ? licence.get("expression").asText()
              : licence
                  .path("license")
                  .path(licence.at("/license/id").isMissingNode() ? "name" : "id")
                  .asText());
    }
    return new ShippedComponent(
        component.path("group").asText() + ":" + component.path("name").asText(),
        component.path("version").asText(),
        List.copyOf(licences),
        source(component),
        elements(component, "hashes")
            .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
            .map(hash -> hash.path("content").asText())
            .findFirst());
  }

  private static String source(JsonNode component) {
    for (String place : PLACES) {
      Optional<String> url =
          elements(component, "externalReferences")
              .filter(reference -> reference.path("type").asText().equals(place))
              .map(reference -> reference.path("url").asText())
              .filter(text -> text.startsWith("http"))
              .findFirst();
      if (url.isPresent()) {
        return url.get();
      }
    }
    return "";
  }

  private static Stream<JsonNode> elements(JsonNode node, String key) {
    return StreamSupport.stream(node.path(key).spliterator(), false);
  }

  /** One of our own modules. */
  boolean own() {
    return id.startsWith("io.liveorigin:");
  }
}
