package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.InitSetup;
import java.util.List;
import java.util.Optional;

/**
 * The facts of an init segment, which are needed to read the media segments of its representation.
 * Immutable.
 *
 * @param tracks in file order, at least one, ids distinct
 * @param brands ftyp brands, the major brand first
 * @param setup fingerprints of everything on which a decoder depends
 */
public record InitFacts(List<InitTrack> tracks, List<String> brands, InitSetup setup) {
  public InitFacts {
    tracks = List.copyOf(tracks);
    brands = List.copyOf(brands);
  }

  public InitFacts(List<InitTrack> tracks, List<String> brands) {
    this(tracks, brands, DecoderSetup.of(tracks));
  }

  public Optional<InitTrack> track(long trackId) {
    for (InitTrack track : tracks) {
      if (track.trackId() == trackId) {
        return Optional.of(track);
      }
    }
    return Optional.empty();
  }
}
