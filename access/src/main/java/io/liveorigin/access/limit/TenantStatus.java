package io.liveorigin.access.limit;

import java.util.Map;

/**
 * What {@code /status} says of a tenant.
 *
 * @param tenant its name
 * @param limits by their keys in the limits file
 */
public record TenantStatus(String tenant, Map<String, LimitStatus> limits) {
  /**
   * One limit.
   *
   * @param limit in force; {@code none}, or a number
   * @param use of a rate all since the tenant was seen first, of others what there is now
   * @param refused how often somebody was refused for it
   */
  public record LimitStatus(String limit, long use, long refused) {}
}
