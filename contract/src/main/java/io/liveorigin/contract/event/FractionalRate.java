package io.liveorigin.contract.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Finds the fraction that a frame rate with decimals stands for: 29.97 is 30000/1001, as in NTSC.
 * Pure functions.
 */
final class FractionalRate {
  private static final BigDecimal NTSC = new BigDecimal("1.001");
  private static final BigDecimal ROUNDING = new BigDecimal("0.006");
  private static final int MOST_DIGITS = 9;
  private static final int DECIMALS = 6;

  private FractionalRate() {}

  /** Returns a hint on what to write instead; empty if the text is not a number with decimals. */
  static String hint(String text) {
    if (text.length() > MOST_DIGITS || !text.matches("[1-9][0-9]{0,2}\\.[0-9]+")) {
      return "";
    }
    BigDecimal rate = new BigDecimal(text);
    BigDecimal whole = rate.setScale(0, RoundingMode.HALF_UP);
    String fraction = rate.compareTo(whole) == 0 ? whole.toPlainString() : fraction(rate);
    return "; for " + text + " write " + fraction;
  }

  private static String fraction(BigDecimal rate) {
    BigDecimal nominal = rate.multiply(NTSC).setScale(0, RoundingMode.HALF_UP);
    BigDecimal exact = nominal.divide(NTSC, DECIMALS, RoundingMode.HALF_UP);
    if (exact.subtract(rate).abs().compareTo(ROUNDING) < 0) {
      return nominal.toPlainString() + "000/1001";
    }
    BigInteger frames = rate.unscaledValue();
    BigInteger seconds = BigInteger.TEN.pow(rate.scale());
    BigInteger common = frames.gcd(seconds);
    return frames.divide(common) + "/" + seconds.divide(common);
  }
}
