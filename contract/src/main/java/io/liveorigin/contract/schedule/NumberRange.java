package io.liveorigin.contract.schedule;

/**
 * A range of consecutive segment numbers.
 *
 * @param first the first number
 * @param last the last number; {@link Long#MAX_VALUE} if there is no end
 */
public record NumberRange(long first, long last) {
  /** The count of numbers; saturates. */
  public long count() {
    return last == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : SaturatingMath.sum(SaturatingMath.difference(last, first), 1);
  }
}
