package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.InitSetup;
import java.util.List;
import java.util.Optional;

/**
 * The fingerprints of an init segment. Two encoders with the same set-up must get equal ones,
 * whatever else they write into moov (times, names, bit rates), and any difference that a decoder
 * would notice must change them.
 */
final class DecoderSetup {
  private DecoderSetup() {}

  static InitSetup of(List<InitTrack> tracks) {
    Fingerprint decoder = new Fingerprint();
    Fingerprint defaults = new Fingerprint();
    Fingerprint edits = new Fingerprint();
    for (InitTrack track : tracks) {
      decoder.number(track.trackId()).number(track.timescale()).text(track.handler());
      decoder.text(track.sampleEntry()).number(track.entries().size());
      for (SampleEntry entry : track.entries()) {
        decoder.text(entry.configuration());
      }
      defaults.number(track.trackId()).number(track.defaultSampleDuration());
      defaults.number(track.defaultSampleSize()).number(track.defaultSampleFlags());
      edits.number(track.trackId());
      edits.number(track.edits().mediaTime()).number(track.edits().delay());
      if (track.edits().beginsEmpty() && track.edits().delay() == 0) {
        edits.text("begins-empty"); // otherwise the delay says so
      }
    }
    return new InitSetup(decoder.hex(), defaults.hex(), Optional.of(edits.hex()));
  }
}
