package io.liveorigin.serving.access;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A request, and how often its secret was compared. */
record TestReaderRequest(
    String method,
    String path,
    String query,
    Optional<String> secret,
    Map<String, List<String>> fields,
    AtomicInteger comparisons)
    implements ReaderRequest {
  static TestReaderRequest get(String path, Optional<String> secret) {
    return new TestReaderRequest("GET", path, "", secret, Map.of(), new AtomicInteger());
  }

  @Override
  public boolean hasSecret() {
    return secret.isPresent();
  }

  @Override
  public boolean secretIs(byte[] expected) {
    comparisons.incrementAndGet();
    byte[] given = secret.orElse("").getBytes(StandardCharsets.UTF_8);
    return SecretComparison.same(expected, given, 0, given.length);
  }

  @Override
  public List<String> field(String name) {
    return fields.getOrDefault(name, List.of());
  }
}
