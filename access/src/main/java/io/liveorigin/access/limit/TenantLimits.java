package io.liveorigin.access.limit;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.ClosestWord;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Limits of a tenant. One that is absent is said elsewhere: by the defaults of the file, then by
 * the node. Immutable.
 *
 * @param values 1 to {@link #NONE}; rates of more than 10^9 a second are {@code NONE}, or refused
 */
public record TenantLimits(Map<Limit, Long> values) {
  /** Says that there is no limit. */
  public static final long NONE = Long.MAX_VALUE;

  /** What {@link #NONE} is called in the file. */
  static final String NONE_WORD = "none";

  /** A bucket counts in nanoseconds and adds at most one a nanosecond. */
  private static final long HIGHEST_RATE = 1_000_000_000;

  /** None of these limits is said. */
  public static final TenantLimits UNSAID = new TenantLimits(Map.of());

  public TenantLimits {
    Map<Limit, Long> copy = new EnumMap<>(Limit.class);
    values.forEach(
        (limit, value) -> {
          boolean valid = value >= 1 && (!limit.rate() || value <= HIGHEST_RATE || value == NONE);
          if (!valid) {
            throw invalid(limit, Long.toString(value));
          }
          copy.put(limit, value);
        });
    values = java.util.Collections.unmodifiableMap(copy);
  }

  /**
   * What fits most installations.
   *
   * <ul>
   *   <li>2,000 requests and 256 MiB a second on each ingest: a packager does not send again what
   *       is refused, so this is far above what ladders need. FFmpeg sends about two requests for
   *       each segment: 100 events of 20 representations in segments of 2 s make 2,000 requests
   *       and, with 15 Mbit/s each, 190 MB a second.
   *   <li>No limit on GETs: what memory has costs next to nothing, and a CDN in front of the origin
   *       asks once for all its viewers.
   *   <li>1,000 events with 20,000 representations together, 20 each.
   *   <li>256 masks: each of them is an order to the caches as well, and 2,048 orders are kept.
   *   <li>2,000 notifications: each node has them all in memory.
   * </ul>
   *
   * Of what there is a fixed amount of, the node says which part of it. Where one tenant alone has
   * events, nobody is there to be starved, and what is shared among tenants has no limit unless the
   * file says one.
   */
  public static TenantLimits standard() {
    return UNSAID
        .with(Limit.INGEST_REQUESTS, 2_000)
        .with(Limit.INGEST_BYTES, 256L << 20)
        .with(Limit.EVENTS, 1_000)
        .with(Limit.REPRESENTATIONS, 20_000)
        .with(Limit.MASKS, 256)
        .with(Limit.NOTIFICATIONS, 2_000);
  }

  /** The same with another value of one limit. */
  public TenantLimits with(Limit limit, long value) {
    Map<Limit, Long> changed = new EnumMap<>(Limit.class);
    changed.putAll(values);
    changed.put(limit, value);
    return new TenantLimits(changed);
  }

  /** What is said of a limit. */
  public OptionalLong of(Limit limit) {
    Long value = values.get(limit);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** These, and for what they do not say the others. */
  TenantLimits over(TenantLimits others) {
    Map<Limit, Long> all = new EnumMap<>(Limit.class);
    all.putAll(others.values);
    all.putAll(values);
    return new TenantLimits(all);
  }

  /**
   * Of what a person wrote.
   *
   * @param where for messages: the key of the whole
   */
  static TenantLimits parse(String where, Map<String, String> written) {
    Map<Limit, Long> values = new LinkedHashMap<>();
    written.forEach(
        (key, text) -> {
          Limit limit =
              Limit.ofKey(key)
                  .orElseThrow(
                      () ->
                          new OriginException(
                              ErrorCode.INTERNAL,
                              where
                                  + "."
                                  + key
                                  + " is not a known key; allowed are "
                                  + String.join(", ", Limit.keys())
                                  + ClosestWord.hint(key, Limit.keys())));
          try {
            long value = NONE_WORD.equals(text) ? NONE : Long.parseLong(String.valueOf(text));
            values.put(limit, new TenantLimits(Map.of(limit, value)).values.get(limit));
          } catch (NumberFormatException | OriginException e) {
            throw new OriginException(
                ErrorCode.INTERNAL, where + "." + invalid(limit, text).getMessage(), e);
          }
        });
    return new TenantLimits(values);
  }

  private static OriginException invalid(Limit limit, String value) {
    return new OriginException(
        ErrorCode.INTERNAL,
        limit.key()
            + " must be a whole number "
            + (limit.rate() ? "from 1 to " + HIGHEST_RATE : "of at least 1")
            + ", or "
            + NONE_WORD
            + ", but is '"
            + value
            + "'");
  }
}
