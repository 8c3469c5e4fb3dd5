package io.liveorigin.access.limit;

import java.util.Map;

/**
 * The status of a tenant in {@code /status}.
 *
 * @param tenant name of the tenant
 * @param limits by their keys in the limits file
 */
public record TenantStatus(String tenant, Map<String, LimitStatus> limits) {
  /**
   * The status of one limit.
   *
   * @param limit the value in force: a number or {@code none}
   * @param use for a rate, the total since the tenant was first seen; otherwise the amount at
   *     present
   * @param refused number of refusals because of this limit
   */
  public record LimitStatus(String limit, long use, long refused) {}
}
