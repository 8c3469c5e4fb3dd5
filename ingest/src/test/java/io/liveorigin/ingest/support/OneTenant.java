package io.liveorigin.ingest.support;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.access.limit.TenantUse;
import java.util.Set;

/** Tenants where limits are not what is tested. */
public final class OneTenant {
  private OneTenant() {}

  /** A tenant without limits. */
  public static TenantUse unbounded() {
    return tenants(TenantLimits.UNSAID, "acme").of("acme");
  }

  /** These, all of which have events. */
  public static TenantRegistry tenants(TenantLimits standard, String... names) {
    return new TenantRegistry(
        Limit.of(Limit.Node.INGEST),
        standard,
        () -> Set.of(names),
        System::nanoTime,
        (tenant, limit) -> {});
  }
}
