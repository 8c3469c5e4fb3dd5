package io.liveorigin.media.retime;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxMath;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** The arithmetic and the checks that re-timing uses for all boxes. */
final class RetimingMath {
  private RetimingMath() {}

  static void require(boolean holds, String box, int at) {
    if (!holds) {
      throw refused(box + " at " + at + " cannot be read");
    }
  }

  /** Requires that the iteration over a level has reached its end. */
  static void requireWhole(BoxCursor cursor) {
    if (cursor.ending() != BoxCursor.Ending.COMPLETE) {
      throw refused("box at " + cursor.start() + " has a wrong size");
    }
  }

  static OriginException refused(String why) {
    return new OriginException(ErrorCode.INTERNAL, "segment cannot be re-timed: " + why);
  }

  static long shift(long time, long delta, String box) {
    long shifted = BoxMath.add(time, delta);
    if (shifted < 0 || shifted == Long.MAX_VALUE) {
      throw refused(box + " time " + time + " moved by " + delta + " is out of range");
    }
    return shifted;
  }

  /** Returns the delta in another timescale, rounded to the nearest tick. */
  static long scale(Retiming retiming, long timescale) {
    if (timescale == retiming.timescale()) {
      return retiming.delta();
    }
    BigInteger twice = BigInteger.valueOf(2 * retiming.timescale());
    BigInteger[] parts =
        BigInteger.valueOf(retiming.delta())
            .multiply(BigInteger.valueOf(2 * timescale))
            .add(BigInteger.valueOf(retiming.timescale()))
            .divideAndRemainder(twice);
    // Division rounds towards zero; the floor is needed.
    BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    if (floor.bitLength() > 62) {
      throw refused("delta " + retiming.delta() + " does not fit into timescale " + timescale);
    }
    return floor.longValue();
  }

  /** Corrects the size of a box in the form in which it is written. */
  static void resize(BoxCursor box, BoxWidening widening, List<Consumer<ByteBuffer>> writes) {
    int start = box.start();
    int end = box.end();
    int form = box.bytes().getInt(start);
    writes.add(
        out -> {
          int at = widening.moved(start);
          int size = widening.moved(end) - at;
          if (form == 1) {
            out.putLong(at + 8, size);
          } else if (form != 0) {
            out.putInt(at, size);
          }
        });
  }

  static void write(ByteBuffer out, int at, long value, boolean wide) {
    if (wide) {
      out.putLong(at, value);
    } else {
      out.putInt(at, (int) value);
    }
  }
}
