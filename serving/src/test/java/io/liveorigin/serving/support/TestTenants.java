package io.liveorigin.serving.support;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.access.limit.TenantRegistry;
import java.util.Set;

/** Tenants of a node, beside what is tested. */
public final class TestTenants {
  private TestTenants() {}

  /** Whoever it is may have everything. */
  public static TenantRegistry unbounded() {
    return of(TenantLimits.UNSAID, Set.of());
  }

  /** These, all of which have events. */
  public static TenantRegistry of(TenantLimits standard, Set<String> names) {
    return new TenantRegistry(
        Limit.of(Limit.Node.SERVING), standard, () -> names, () -> 0L, (tenant, limit) -> {});
  }
}
