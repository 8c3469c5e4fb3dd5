package io.liveorigin.access.limit;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.ClosestWord;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The limits of a tenant. A limit that is absent is taken from the defaults of the file, or else
 * from those of the node. Immutable.
 *
 * @param values 1 to {@link #NONE}; a rate is at most 10^9 per second, or {@code NONE}
 */
public record TenantLimits(Map<Limit, Long> values) {
  /** The value that means "no limit". */
  public static final long NONE = Long.MAX_VALUE;

  /** The word for {@link #NONE} in the file. */
  static final String NONE_WORD = "none";

  /** The token bucket counts in nanoseconds and adds at most one token per nanosecond. */
  private static final long HIGHEST_RATE = 1_000_000_000;

  /** No limit is set. */
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
   * Returns defaults that fit most installations.
   *
   * <ul>
   *   <li>2,000 requests and 256 MiB per second on each ingest. Packagers do not send a refused
   *       segment again, so this is far above the needs of bit-rate ladders. FFmpeg sends about two
   *       requests for each segment: 100 events of 20 representations with segments of 2 s make
   *       2,000 requests per second and, with 15 Mbit/s each, 190 MB per second.
   *   <li>No limit on GETs: a response from memory costs next to nothing, and a CDN in front of the
   *       origin sends one request for all its viewers.
   *   <li>1,000 events, and 20,000 representations in all: 20 per event.
   *   <li>256 masks: each of them is also an invalidation, and 2,048 invalidations are kept.
   *   <li>2,000 notifications: each node keeps all of them in memory.
   * </ul>
   *
   * The limits on resources of which a node has a fixed amount are not set here: the node sets them
   * to a part of that amount. While only one tenant has events, no other tenant can be starved, and
   * shared resources are unlimited unless the file sets a limit.
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

  /** Returns the same limits with another value for one of them. */
  public TenantLimits with(Limit limit, long value) {
    Map<Limit, Long> changed = new EnumMap<>(Limit.class);
    changed.putAll(values);
    changed.put(limit, value);
    return new TenantLimits(changed);
  }

  /** Returns the value of a limit; empty if it is not set. */
  public OptionalLong of(Limit limit) {
    Long value = values.get(limit);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Returns these limits, with those of the others added that are not set here. */
  TenantLimits over(TenantLimits others) {
    Map<Limit, Long> all = new EnumMap<>(Limit.class);
    all.putAll(others.values);
    all.putAll(values);
    return new TenantLimits(all);
  }

  /**
   * Parses limits as they are written in the file. Throws {@link OriginException} for an unknown
   * key or an invalid value.
   *
   * @param where key of the enclosing object, for messages
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
