package io.liveorigin.bench.publish;

/**
 * How much is measured.
 *
 * @param bytes of a segment
 * @param warmUp segments before the first round
 * @param rounds pairs of both sides' percentiles
 * @param samples segments of a round
 */
record PublishSettings(int bytes, int warmUp, int rounds, int samples) {
  PublishSettings {
    if (bytes < 64 * 1024 || warmUp < 0 || rounds < 1 || samples < 1) {
      throw new IllegalArgumentException(
          "a segment has at least 65536 bytes, a round one sample, and there is one round");
    }
  }
}
