package io.liveorigin.serving.access;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The secrets as bytes, ready to be compared. Every request is compared with as many as every
 * other: neither which tenant has secrets of its own nor how many can be told from the time that a
 * refusal takes. Immutable; any thread. Allocates nothing where no tenant has secrets of its own.
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

  /** Fewer than there may be are compared more than once. */
  private static byte[][] encoded(List<String> secrets) {
    byte[][] encoded = new byte[secrets.isEmpty() ? 0 : CdnSecrets.MOST][];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = secrets.get(i % secrets.size()).getBytes(StandardCharsets.US_ASCII);
    }
    return encoded;
  }

  /** Whether nobody needs a secret. */
  boolean open() {
    return open;
  }

  /** Whether the request carries a secret that its path needs. */
  boolean admits(ReaderRequest request) {
    if (open) {
      return true;
    }
    byte[][] own = tenants.isEmpty() ? null : tenants.get(PathTenant.of(request.path()));
    boolean admitted = false;
    for (byte[] secret : own == null ? others : own) {
      // No short circuit: neither which it was, nor how much of it was right.
      admitted |= request.secretIs(secret);
    }
    return admitted;
  }
}
