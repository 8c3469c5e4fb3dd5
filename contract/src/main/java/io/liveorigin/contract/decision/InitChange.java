package io.liveorigin.contract.decision;

import io.liveorigin.contract.segment.Digest;

/**
 * The number from which an init segment is in force (ADR 31). A decision on an init segment has one
 * change for each winner that there ever was, and each later decision repeats them.
 *
 * @param init digest of its bytes
 * @param from the first segment number that is decoded with it; {@link #BEGINNING} for the first
 *     one
 * @param listed the number from which playlists list it, at least {@code from}: the numbers in
 *     between are listed as gaps, because playlists already list them so
 */
public record InitChange(Digest init, long from, long listed) {
  /** The {@code from} of the first init segment of a track; no number is smaller. */
  public static final long BEGINNING = 0;

  public InitChange {
    if (from < 0 || listed < from) {
      throw new IllegalArgumentException(
          "from must be at least 0 and listed at least from, but they are "
              + from
              + " and "
              + listed);
    }
  }

  /** Creates a change that playlists list as soon as it is in force. */
  public InitChange(Digest init, long from) {
    this(init, from, from);
  }
}
