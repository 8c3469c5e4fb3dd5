package io.liveorigin.contract.event;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.json.Example;
import java.math.BigDecimal;

/**
 * How slowly and how fast a player may play to keep its latency (ISO/IEC 23009-1, K.3.3). The
 * constructor throws {@link ErrorCode#INVALID_EVENT} with what is allowed.
 *
 * @param min 0.5 to 1, without trailing zeros
 * @param max 1 to 2, without trailing zeros
 */
@Example("{min: 0.96, max: 1.04}")
public record PlaybackRate(BigDecimal min, BigDecimal max) {
  private static final BigDecimal SLOWEST = new BigDecimal("0.5");
  private static final BigDecimal FASTEST = new BigDecimal("2");
  private static final int MOST_DECIMALS = 3;

  public PlaybackRate {
    min = require("playbackRate.min", min, SLOWEST, BigDecimal.ONE);
    max = require("playbackRate.max", max, BigDecimal.ONE, FASTEST);
  }

  private static BigDecimal require(
      String key, BigDecimal value, BigDecimal least, BigDecimal most) {
    if (value == null
        || value.compareTo(least) < 0
        || value.compareTo(most) > 0
        || value.stripTrailingZeros().scale() > MOST_DECIMALS) {
      throw EventValueRules.invalid(key, least + " to " + most + " with at most 3 decimals", value);
    }
    return value.stripTrailingZeros();
  }
}
