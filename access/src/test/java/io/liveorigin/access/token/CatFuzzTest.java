package io.liveorigin.access.token;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the token, and whatever the claims of a genuine one: a verdict and no exception, bounded
 * memory and time. docs/fuzzing.md has how long this has run.
 */
class CatFuzzTest {
  private static final TenantTokenVerifier TOKENS = Vectors.judge("k1");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Beside four times the token; garbage included, and what the fuzzer's instrumentation allocates.
   */
  private static final long MOST_BYTES = 512 * 1024;

  /** So that the token of them is not refused for its length. */
  private static final int MOST_CLAIMS = 2048;

  private static final long MOST_NANOS = 1_000_000_000;

  static Stream<byte[]> tokensAndClaims() {
    return Vectors.all().stream()
        .map(vector -> Base64Url.decoded(vector.token()).orElseThrow())
        .flatMap(token -> Stream.of(token, CoseMessage.read(token).payload()));
  }

  @MethodSource("tokensAndClaims")
  @FuzzTest
  void judge(byte[] bytes) {
    assertBounded(TestTokens.encoded(bytes));
    assertBounded(new String(bytes, StandardCharsets.ISO_8859_1));
    if (bytes.length < MOST_CLAIMS) {
      assertBounded(TestTokens.mac0(bytes));
    }
  }

  private static void assertBounded(String token) {
    boolean bounded = bounded(token);
    if (!bounded) {
      // Once more: whoever first comes to a line of code pays for what the JVM makes once.
      bounded = bounded(token);
    }
    if (!bounded) {
      throw new AssertionError("the verdict took too much");
    }
    TokenVerdict verdict = TOKENS.judge(token, Vectors.use());
    if (verdict.accepted() != TOKENS.acceptsAtOnce(token, Vectors.use())) {
      throw new AssertionError("another verdict the second time than " + verdict);
    }
  }

  private static boolean bounded(String token) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long time = THREADS.getCurrentThreadCpuTime();
    TOKENS.judge(token, Vectors.use());
    return THREADS.getCurrentThreadAllocatedBytes() - bytes <= 4L * token.length() + MOST_BYTES
        && THREADS.getCurrentThreadCpuTime() - time <= MOST_NANOS;
  }
}
