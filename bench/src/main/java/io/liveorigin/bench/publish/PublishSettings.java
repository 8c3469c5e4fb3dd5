package io.liveorigin.bench.publish;

/**
 * The extent of the measurement.
 *
 * @param bytes the size of a segment
 * @param warmUp the number of segments before the first round
 * @param rounds the number of rounds, each with a pair of percentiles of both sides
 * @param samples the number of segments in a round
 */
record PublishSettings(int bytes, int warmUp, int rounds, int samples) {
  PublishSettings {
    if (bytes < 64 * 1024 || warmUp < 0 || rounds < 1 || samples < 1) {
      throw new IllegalArgumentException(
          "a segment must have at least 65536 bytes; rounds and samples must be at least 1");
    }
  }
}
