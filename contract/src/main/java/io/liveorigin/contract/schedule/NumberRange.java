package io.liveorigin.contract.schedule;

/**
 * Segment numbers that follow one another.
 *
 * @param first the first of them
 * @param last the last of them; {@link Long#MAX_VALUE} where there is no end
 */
public record NumberRange(long first, long last) {
  /** How many there are; saturates. */
  public long count() {
    return last == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : SaturatingMath.sum(SaturatingMath.difference(last, first), 1);
  }
}
