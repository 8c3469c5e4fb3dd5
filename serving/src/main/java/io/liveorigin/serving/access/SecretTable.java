package io.liveorigin.serving.access;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The secrets as bytes, ready for comparison. Every request is compared with the same number of
 * secrets: the time of a refusal reveals neither which tenants have secrets of their own nor how
 * many. Immutable; any thread. Allocates nothing if no tenant has secrets of its own.
 */
final class SecretTable {
  private final boolean open;
  private final byte[][] others;
  private final Map<String, byte[][]> tenants;

  SecretTable(CdnSecrets secrets) {
    this.open = secrets.secrets().isEmpty();
    this.others = encoded(secrets.secrets());
    this.tenants =
        secrets.tenants().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> encoded(e.getValue()), (a, b) -> a, TreeMap::new));
  }

  /** Encodes the secrets, repeated up to the largest number allowed. */
  private static byte[][] encoded(List<String> secrets) {
    byte[][] encoded = new byte[secrets.isEmpty() ? 0 : CdnSecrets.MOST][];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = secrets.get(i % secrets.size()).getBytes(StandardCharsets.US_ASCII);
    }
    return encoded;
  }

  /** Whether no request needs a secret. */
  boolean open() {
    return open;
  }

  /** Whether the request carries a secret that is valid for its path. */
  boolean admits(ReaderRequest request) {
    if (open) {
      return true;
    }
    byte[][] own = tenants.isEmpty() ? null : tenants.get(PathTenant.of(request.path()));
    boolean admitted = false;
    for (byte[] secret : own == null ? others : own) {
      // No short circuit, which would reveal which secret matched and how much of it.
      admitted |= request.secretIs(secret);
    }
    return admitted;
  }
}
