package io.liveorigin.access.token;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the token, and whatever the claims of a genuine one: a verdict and no exception, bounded
 * memory and time. docs/fuzzing.md has how long this has run.
 */
class CatFuzzTest {
  /** Garbage included, and what the fuzzer's instrumentation allocates. */
  private static final long MOST_BYTES = 1024 * 1024;

  /** So that the token of them is not refused for its length. */
  private static final int MOST_CLAIMS = 2048;

  private static final long MOST_NANOS = 1_000_000_000;

  static Stream<byte[]> tokensAndClaims() {
    return Vectors.all().stream()
        .map(vector -> TokenText.decoded(vector.token()).orElseThrow())
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
    TenantTokens tokens = Vectors.judge("k1");
    var threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long time = threads.getCurrentThreadCpuTime();
    TokenVerdict verdict = tokens.judge(token, Vectors.use());
    bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
    time = threads.getCurrentThreadCpuTime() - time;
    if (bytes > MOST_BYTES || time > MOST_NANOS) {
      throw new AssertionError(verdict + " took " + bytes + " bytes and " + time + " ns");
    }
    if (verdict.accepted() != tokens.acceptsAtOnce(token, Vectors.use())) {
      throw new AssertionError("another verdict the second time than " + verdict);
    }
  }
}
