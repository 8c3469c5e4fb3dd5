package io.liveorigin.serving.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.JsonDocuments;
import java.util.List;
import java.util.Map;

/**
 * The YAML form of the file.
 *
 * @param others secrets for paths that belong to no tenant of {@code tenants}
 * @param tenants secrets by tenant
 */
record CdnSecretFile(
    @JsonProperty("default") List<String> others, Map<String, List<String>> tenants) {
  private static final List<String> KEYS = List.of("default:", "tenants:");

  CdnSecretFile {
    others = others == null ? List.of() : List.copyOf(others);
    tenants = tenants == null ? Map.of() : tenants;
  }

  /** Whether the first significant line is a key of this form, and therefore not a secret. */
  static boolean isYaml(List<String> lines) {
    String first = lines.get(0);
    return KEYS.stream().anyMatch(key -> first.equals(key) || first.startsWith(key + " "));
  }

  static CdnSecretFile read(byte[] yaml) {
    return JsonDocuments.readSecretYaml(yaml, CdnSecretFile.class);
  }

  /** Throws {@link OriginException} if there are none: such a file would open the listener. */
  CdnSecrets secrets() {
    if (others.isEmpty()) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "default must have 1 to " + CdnSecrets.MOST + " secrets, but has none");
    }
    return new CdnSecrets(others, tenants);
  }

  /** Omits the secrets. */
  @Override
  public String toString() {
    return "CdnSecretFile of " + tenants.keySet();
  }
}
