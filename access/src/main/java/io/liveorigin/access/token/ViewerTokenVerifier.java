package io.liveorigin.access.token;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies viewers' tokens by one state of the file. Tokens that were verified by an earlier state
 * are not remembered here, so a key that was removed from the file is no longer accepted. Any
 * thread may call it.
 */
public final class ViewerTokenVerifier {
  private final Map<String, TenantTokenVerifier> tenants = new HashMap<>();

  private ViewerTokenVerifier() {}

  public ViewerTokenVerifier(ViewerTokenFile file, Clock clock) {
    file.tenants()
        .forEach(
            (tenant, settings) -> tenants.put(tenant, new TenantTokenVerifier(settings, clock)));
  }

  /** Returns the verifier for the case that no tenant requires tokens. */
  public static ViewerTokenVerifier none() {
    return new ViewerTokenVerifier();
  }

  /** Returns whether no tenant requires tokens. */
  public boolean isEmpty() {
    return tenants.isEmpty();
  }

  /** Returns the verifier of a tenant's tokens; empty if the tenant requires none. */
  public Optional<TenantTokenVerifier> of(String tenant) {
    return Optional.ofNullable(tenants.get(tenant));
  }
}
