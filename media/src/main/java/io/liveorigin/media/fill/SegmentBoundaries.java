package io.liveorigin.media.fill;

import java.math.BigInteger;
import java.util.List;

/**
 * Where a packager cuts a track, found out of one segment that it cut. A cut lies a whole number of
 * units (audio frames, video frames or ticks) from the end of that segment. Packagers shift the
 * grid of the schedule by a constant (the delay of reordered frames, the priming of audio) and cut
 * at the next unit, the nearest, or the one before; the first such rule that explains both ends of
 * the segment is believed, so that the next real segment begins where a filler ends. Pure.
 */
final class SegmentBoundaries {
  /** To which unit a cut goes from the shifted grid. */
  private enum Rounding {
    UP,
    NEAREST,
    DOWN;

    BigInteger of(Fraction units) {
      return switch (this) {
        case UP -> units.ceil();
        case NEAREST -> units.nearest();
        case DOWN -> units.floor();
      };
    }
  }

  private final ExactGrid grid;
  private final Fraction unit;
  private final long sourceNumber;
  private final Fraction end;
  private Fraction phase = Fraction.of(0);
  private Rounding rounding = Rounding.UP;

  private SegmentBoundaries(ExactGrid grid, Fraction unit, SourceSegment source) {
    this.grid = grid;
    this.unit = unit;
    this.sourceNumber = source.number();
    this.end = Fraction.of(source.end());
  }

  /**
   * @param unit between two points where a cut may be, ticks, positive
   * @param phases by which packagers usually shift the grid, ticks, the likeliest first
   */
  static SegmentBoundaries of(
      ExactGrid grid, SourceSegment source, Fraction unit, List<Fraction> phases) {
    SegmentBoundaries found = new SegmentBoundaries(grid, unit, source);
    Fraction start = Fraction.of(source.start());
    if (!found.explainedByAny(start, phases)) {
      found.byItself(start, phases.get(0));
    }
    return found;
  }

  private boolean explainedByAny(Fraction start, List<Fraction> phases) {
    BigInteger length = start.minus(end).over(unit).nearest();
    for (Fraction one : phases) {
      for (Rounding way : Rounding.values()) {
        phase = one;
        rounding = way;
        boolean explained =
            rule(BigInteger.valueOf(sourceNumber)).equals(length) && rule(next()).signum() == 0;
        if (explained) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Any shift between the bounds that both ends set explains them; the middle one is off least. A
   * segment that is a unit or more too long or too short cannot be explained: what counts then is
   * the end of it that lies nearer to where packagers usually cut.
   */
  private void byItself(Fraction start, Fraction usual) {
    Fraction first = start.minus(grid.start(sourceNumber));
    Fraction second = end.minus(grid.start(next()));
    Fraction low = first.less(second) ? first : second;
    Fraction high = first.less(second) ? second : first;
    if (high.minus(low).less(unit)) {
      rounding = Rounding.UP;
      phase = low.plus(high).minus(unit).times(Fraction.of(1, 2));
    } else {
      boolean nearer = second.minus(usual).abs().less(first.minus(usual).abs());
      rounding = Rounding.NEAREST;
      phase = nearer ? second : first;
    }
  }

  private BigInteger next() {
    return BigInteger.valueOf(sourceNumber).add(BigInteger.ONE);
  }

  private BigInteger rule(BigInteger number) {
    return rounding.of(grid.start(number).plus(phase).minus(end).over(unit));
  }

  /**
   * Units from the end of the source to the start of a segment; whatever the rule, 0 of the next.
   */
  private BigInteger units(BigInteger number) {
    return number.equals(next()) ? BigInteger.ZERO : rule(number);
  }

  /** When the filler's samples are decoded. */
  SampleTimes filler() {
    BigInteger number = BigInteger.valueOf(grid.number());
    return SampleTimes.of(end, unit, units(number), units(number.add(BigInteger.ONE)));
  }
}
