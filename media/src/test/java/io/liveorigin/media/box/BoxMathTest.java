package io.liveorigin.media.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BoxMathTest {
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  @Property
  void isExactOrAtTheEndOfTheRange(@ForAll long a, @ForAll long b) {
    BigInteger x = BigInteger.valueOf(a);
    BigInteger y = BigInteger.valueOf(b);

    assertThat(BoxMath.add(a, b)).isEqualTo(clamp(x.add(y)));
    assertThat(BoxMath.subtract(a, b)).isEqualTo(clamp(x.subtract(y)));
    assertThat(BoxMath.multiply(a, b)).isEqualTo(clamp(x.multiply(y)));
  }

  @Property
  void productsNearTheEndOfTheRange(@ForAll int a, @ForAll int b) {
    long x = 2L * a;
    long y = 2L * b;
    assertThat(BoxMath.multiply(x, y))
        .isEqualTo(clamp(BigInteger.valueOf(x).multiply(BigInteger.valueOf(y))));
  }

  private static long clamp(BigInteger value) {
    return value.max(MIN).min(MAX).longValueExact();
  }
}
