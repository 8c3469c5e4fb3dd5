package io.liveorigin.access.token;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Judges viewers' tokens by one state of the file. What was verified by an earlier state is not
 * known here, so that a key that was taken out of the file counts no more. Any thread.
 */
public final class ViewerTokenVerifier {
  private final Map<String, TenantTokenVerifier> tenants = new HashMap<>();

  private ViewerTokenVerifier() {}

  public ViewerTokenVerifier(ViewerTokenFile file, Clock clock) {
    file.tenants()
        .forEach(
            (tenant, settings) -> tenants.put(tenant, new TenantTokenVerifier(settings, clock)));
  }

  /** No tenant asks for tokens. */
  public static ViewerTokenVerifier none() {
    return new ViewerTokenVerifier();
  }

  /** Whether no tenant asks for tokens. */
  public boolean isEmpty() {
    return tenants.isEmpty();
  }

  /** The judge of a tenant's tokens; empty where it asks for none. */
  public Optional<TenantTokenVerifier> of(String tenant) {
    return Optional.ofNullable(tenants.get(tenant));
  }
}
