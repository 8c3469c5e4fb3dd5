package io.liveorigin.serving.access;

import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The secrets that a request must carry in {@value #HEADER}, so that no client bypasses the CDN.
 * Without secrets the listener is open. Several are valid at a time, so that CDN nodes can change
 * to a new secret one by one.
 *
 * @param secrets for paths that belong to no tenant of {@code tenants}; none to {@value #MOST}, of
 *     16 to 256 visible ASCII characters each
 * @param tenants by tenant, the secrets that its paths need instead; one to {@value #MOST} each,
 *     and none that is listed elsewhere
 */
public record CdnSecrets(List<String> secrets, Map<String, List<String>> tenants) {
  /** The request header field that carries the secret. */
  public static final String HEADER = "Origin-CDN-Secret";

  /** The largest number of secrets that are valid at a time for one tenant. */
  static final int MOST = 4;

  private static final int MOST_TENANTS = 10_000;
  private static final String ALLOWED = "[\\x21-\\x7e]{16,256}";

  public CdnSecrets {
    secrets = List.copyOf(secrets);
    Map<String, List<String>> own = new TreeMap<>();
    tenants.forEach((tenant, of) -> own.put(tenant, of == null ? List.of() : List.copyOf(of)));
    tenants = Collections.unmodifiableMap(own);
    requireSecrets("cdnSecrets", secrets);
    if (tenants.size() > MOST_TENANTS) {
      throw invalid("tenants", "at most " + MOST_TENANTS + ", but there are " + tenants.size());
    }
    if (!tenants.isEmpty() && secrets.isEmpty()) {
      // Otherwise strangers could tell these tenants from all others, which would be open.
      throw invalid(
          "default", "1 to " + MOST + " secrets where there are tenants, but there are none");
    }
    Set<String> all = new HashSet<>();
    requireOwn("default", all, secrets);
    tenants.forEach((tenant, of) -> requireTenant(all, tenant, of));
  }

  /** The same secrets for all tenants. */
  public CdnSecrets(List<String> secrets) {
    this(secrets, Map.of());
  }

  private static void requireTenant(Set<String> all, String tenant, List<String> of) {
    if (!NameRules.isName(tenant)) {
      throw invalid("tenants", "named with 1 to 64 of A-Z a-z 0-9 . _ -, but one is not");
    }
    String key = "tenants." + tenant;
    if (of.isEmpty()) {
      throw invalid(
          key, "1 to " + MOST + " secrets, but there are none; remove the tenant instead");
    }
    requireSecrets(key, of);
    requireOwn(key, all, of);
  }

  private static void requireSecrets(String key, List<String> secrets) {
    if (secrets.size() > MOST) {
      throw invalid(key, "at most " + MOST + " secrets, but there are " + secrets.size());
    }
    for (String secret : secrets) {
      if (!secret.matches(ALLOWED)) {
        // The value is a secret, and this message is logged.
        throw invalid(
            key,
            "16 to 256 visible ASCII characters each, but one has "
                + secret.length()
                + " characters");
      }
    }
  }

  private static void requireOwn(String key, Set<String> all, List<String> of) {
    for (String secret : of) {
      if (!all.add(secret)) {
        throw invalid(key, "secrets that are listed nowhere else, but one is listed twice");
      }
    }
  }

  /** No secrets: the listener is open. */
  public static CdnSecrets none() {
    return new CdnSecrets(List.of());
  }

  /**
   * Reads the text of a file, in one of two forms:
   *
   * <ul>
   *   <li>one secret a line; blank lines and lines that start with {@code #} are ignored;
   *   <li>YAML with the keys {@code default} and {@code tenants}.
   * </ul>
   *
   * <p>Throws {@link OriginException} if there is no secret: a file that was emptied by mistake
   * must not open the listener.
   */
  public static CdnSecrets read(String text) {
    List<String> lines =
        text.lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
    if (lines.isEmpty()) {
      throw invalid("cdnSecrets", "1 to " + MOST + " secrets, one per line, but there are none");
    }
    return CdnSecretFile.isYaml(lines)
        ? CdnSecretFile.read(text.getBytes(StandardCharsets.UTF_8)).secrets()
        : new CdnSecrets(lines);
  }

  /** The secrets that requests for paths of that tenant may carry. */
  public List<String> of(String tenant) {
    return tenants.getOrDefault(tenant, secrets);
  }

  /** Omits the secrets: a record prints its components, and these must not be in a log. */
  @Override
  public String toString() {
    List<String> own = new ArrayList<>(tenants.keySet());
    return secrets.size() + " secrets" + (own.isEmpty() ? "" : ", others for " + own);
  }

  private static OriginException invalid(String key, String allowed) {
    return new OriginException(ErrorCode.INTERNAL, key + " must be " + allowed);
  }
}
