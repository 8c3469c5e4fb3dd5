package io.liveorigin.media.fill;

import java.math.BigInteger;
import java.util.List;

/**
 * The points at which a packager cuts a track, derived from one segment that it cut. A cut is a
 * whole number of units (audio frames, video frames or ticks) from the end of that segment.
 * Packagers shift the grid of the schedule by a constant (the delay of reordered frames, the
 * priming of audio) and cut at the next unit, the nearest, or the one before. The first such rule
 * that explains both ends of the segment is used, so that the next real segment begins where a
 * filler ends. Pure.
 */
final class SegmentBoundaries {
  /** How a cut is moved from the shifted grid to a unit. */
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
   * @param unit distance between two points at which a cut may be, ticks, positive
   * @param phases shifts of the grid that are usual among packagers, ticks, the likeliest first
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
   * Derives a rule from the segment alone. Any shift between the bounds that both ends set explains
   * them; the middle one has the smallest error. A segment that is too long or too short by a unit
   * or more cannot be explained. Then the end counts that is nearer to the usual cut of packagers.
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
   * Returns the units from the end of the source to the start of a segment; 0 for the next segment,
   * whatever the rule is.
   */
  private BigInteger units(BigInteger number) {
    return number.equals(next()) ? BigInteger.ZERO : rule(number);
  }

  /** Returns the decode times of the filler's samples. */
  SampleTimes filler() {
    BigInteger number = BigInteger.valueOf(grid.number());
    return SampleTimes.of(end, unit, units(number), units(number.add(BigInteger.ONE)));
  }
}
