package io.liveorigin.media.inspect;

import java.util.List;

/**
 * The timing that the configuration of an audio decoder states.
 *
 * @param frameSamples samples at {@code frameRate} in one access unit; 0 if the codec lets it vary
 *     or it is not known
 * @param frameRate samples per second in which {@code frameSamples} counts, 1 to 768,000
 * @param rates sampling rates, Hz, any of which an event may correctly declare: a stream with
 *     spectral band replication has one for its core and one for its output
 * @param legalMillisTwice the durations that an access unit may have if it varies, in half
 *     milliseconds; empty if they are not known
 */
record AudioSetup(
    int frameSamples, int frameRate, List<Integer> rates, List<Integer> legalMillisTwice) {
  static final int MAX_RATE = 768_000;

  AudioSetup {
    rates = List.copyOf(rates);
    legalMillisTwice = List.copyOf(legalMillisTwice);
  }

  /** Returns the set-up of access units of one length. */
  static AudioSetup constant(int frameSamples, int frameRate, List<Integer> rates) {
    return new AudioSetup(frameSamples, frameRate, rates, List.of());
  }
}
