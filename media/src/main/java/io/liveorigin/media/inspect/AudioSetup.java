package io.liveorigin.media.inspect;

import java.util.List;

/**
 * What the configuration of an audio decoder says about time.
 *
 * @param frameSamples samples of {@code frameRate} that one access unit holds; 0 where the codec
 *     lets it vary or it is not known
 * @param frameRate samples per second in which {@code frameSamples} counts, 1 to 768,000
 * @param rates the sampling rates, Hz, any of which an event may rightly declare: a stream with
 *     spectral band replication has one for its core and one for its output
 * @param legalMillisTwice the durations that an access unit may have where it varies, in half
 *     milliseconds; empty where that is not known
 */
record AudioSetup(
    int frameSamples, int frameRate, List<Integer> rates, List<Integer> legalMillisTwice) {
  static final int MAX_RATE = 768_000;

  AudioSetup {
    rates = List.copyOf(rates);
    legalMillisTwice = List.copyOf(legalMillisTwice);
  }

  /** Access units of one length. */
  static AudioSetup constant(int frameSamples, int frameRate, List<Integer> rates) {
    return new AudioSetup(frameSamples, frameRate, rates, List.of());
  }
}
