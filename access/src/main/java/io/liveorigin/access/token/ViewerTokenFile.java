package io.liveorigin.access.token;

import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.JsonDocuments;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file of viewer tokens, in YAML: the tenants that require tokens from their viewers, and the
 * keys of these tokens. It must have at least one tenant: a file that was emptied by mistake is an
 * error, and the contents that were read before stay in force.
 *
 * @param tenants settings by the tenant's name
 */
public record ViewerTokenFile(Map<String, TenantSettings> tenants) {
  private static final int MOST_TENANTS = 10_000;
  private static final int MOST_KEYS = 8;

  /**
   * The requirements on the tokens of one tenant.
   *
   * @param issuer value that {@code iss} must have
   * @param audience value that {@code aud} must contain; if empty, a token must not name an
   *     audience
   * @param url the URL by which viewers reach the tenant; needed for tokens that restrict scheme,
   *     host or port
   * @param keys 1 to 8 keys with different names
   */
  public record TenantSettings(
      String issuer, Optional<String> audience, Optional<ViewerUrl> url, List<TokenKey> keys) {
    public TenantSettings {
      if (issuer == null || issuer.isEmpty()) {
        throw invalid("issuer", "the value of iss in the tenant's tokens");
      }
      keys = keys == null ? List.of() : List.copyOf(keys);
      if (keys.isEmpty() || keys.size() > MOST_KEYS) {
        throw invalid("keys", "1 to " + MOST_KEYS + " keys, but there are " + keys.size());
      }
      Set<String> names = new HashSet<>();
      for (TokenKey key : keys) {
        if (!names.add(key.kid())) {
          throw invalid("keys", "distinct by kid, but two have the kid '" + key.kid() + "'");
        }
      }
    }
  }

  public ViewerTokenFile {
    Map<String, TenantSettings> all = tenants == null ? Map.of() : new TreeMap<>(tenants);
    if (all.isEmpty() || all.size() > MOST_TENANTS) {
      throw invalid("tenants", "1 to " + MOST_TENANTS + " tenants, but there are " + all.size());
    }
    all.forEach(
        (tenant, settings) -> {
          if (!NameRules.isName(tenant)) {
            throw invalid("tenants", "named with 1 to 64 of A-Z a-z 0-9 . _ -, but one is not");
          }
          JsonDocuments.require("tenants." + tenant, settings);
        });
    tenants = Collections.unmodifiableMap(all);
  }

  /** Parses the file. Throws only {@link OriginException}, whose message names the key. */
  public static ViewerTokenFile read(byte[] yaml) {
    return JsonDocuments.readSecretYaml(yaml, ViewerTokenFile.class);
  }

  private static OriginException invalid(String key, String allowed) {
    return new OriginException(ErrorCode.INTERNAL, key + " must be " + allowed);
  }
}
