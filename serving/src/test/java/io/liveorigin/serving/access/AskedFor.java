package io.liveorigin.serving.access;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A request, and how often its secret was compared. */
record AskedFor(
    String method,
    String path,
    String query,
    Optional<String> secret,
    Map<String, List<String>> fields,
    AtomicInteger comparisons)
    implements ReadRequest {
  static AskedFor get(String path, Optional<String> secret) {
    return new AskedFor("GET", path, "", secret, Map.of(), new AtomicInteger());
  }

  @Override
  public boolean hasSecret() {
    return secret.isPresent();
  }

  @Override
  public boolean secretIs(byte[] expected) {
    comparisons.incrementAndGet();
    byte[] given = secret.orElse("").getBytes(StandardCharsets.UTF_8);
    return SameBytes.same(expected, given, 0, given.length);
  }

  @Override
  public List<String> field(String name) {
    return fields.getOrDefault(name, List.of());
  }
}
