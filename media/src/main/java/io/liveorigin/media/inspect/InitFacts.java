package io.liveorigin.media.inspect;

import java.util.List;
import java.util.Optional;

/**
 * What an init segment says: needed to read the media segments of its representation. Immutable.
 *
 * @param tracks in file order, at least one, ids distinct
 * @param brands ftyp brands, the major brand first
 */
public record InitFacts(List<InitTrack> tracks, List<String> brands) {
  public InitFacts {
    tracks = List.copyOf(tracks);
    brands = List.copyOf(brands);
  }

  public Optional<InitTrack> track(long trackId) {
    return tracks.stream().filter(t -> t.trackId() == trackId).findFirst();
  }
}
