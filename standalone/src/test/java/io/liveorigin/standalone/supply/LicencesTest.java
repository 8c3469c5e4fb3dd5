package io.liveorigin.standalone.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicencesTest {
  @Test
  void oneWithoutALicenceIsRefused() {
    assertThat(Licences.objection(component("a:b"))).contains("a:b names no licence");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GPL-3.0-only",
        "AGPL-3.0-only",
        "LGPL-2.1-only",
        "SSPL-1.0",
        "BUSL-1.1",
        "Our own terms",
        ""
      })
  void anUnfitOrUnknownOneIsRefused(String licence) {
    assertThat(Licences.objection(component("a:b", licence))).isPresent();
    assertThat(Licences.objection(component("a:b", "Apache-2.0", licence))).isPresent();
  }

  @Test
  void whereOneMayChooseSomebodyHasLooked() {
    String gpl = "GNU General Public License, version 2";
    assertThat(Licences.objection(component("org.rocksdb:rocksdbjni", "Apache-2.0", gpl)))
        .isEmpty();
    assertThat(Licences.objection(component("a:b", "Apache-2.0", gpl))).isPresent();
    assertThat(Licences.objection(component("org.rocksdb:rocksdbjni", gpl))).isPresent();
    assertThat(Licences.ALLOWED).containsAll(Licences.CHOSEN.values());
  }

  @Test
  void theFormsOfCycloneDxAreRead() throws JsonProcessingException {
    String sbom =
        """
        {"components": [{"group": "g", "name": "n", "version": "1", "licenses": [
          {"license": {"id": "MIT"}}, {"license": {"name": "Own"}}]},
          {"group": "g", "name": "a", "version": "1", "licenses": [{"expression": "MIT OR X"}]}]}
        """;
    assertThat(ShippedComponent.of(new ObjectMapper().readTree(sbom)))
        .extracting(ShippedComponent::licences)
        .containsExactly(List.of("MIT OR X"), List.of("MIT", "Own"));
  }

  private static ShippedComponent component(String id, String... licences) {
    return new ShippedComponent(id, "1", List.of(licences), "", Optional.empty());
  }
}
