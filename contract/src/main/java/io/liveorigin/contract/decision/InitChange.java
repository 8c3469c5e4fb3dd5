package io.liveorigin.contract.decision;

import io.liveorigin.contract.segment.Digest;

/**
 * From which number on an init segment is in force (ADR 31). A decision about an init segment has
 * one for each winner that it ever had, and carries them on.
 *
 * @param init digest of its bytes
 * @param from the first segment number that is decoded with it; {@link #BEGINNING} of the first one
 * @param listed the number from which playlists list it, at least {@code from}: what lies between
 *     is listed as gaps, because playlists have said so already
 */
public record InitChange(Digest init, long from, long listed) {
  /** Before every number. */
  public static final long BEGINNING = 0;

  public InitChange {
    if (from < 0 || listed < from) {
      throw new IllegalArgumentException(
          "a change must be from 0 on and listed from then on, but is from "
              + from
              + " and listed from "
              + listed);
    }
  }

  /** One that playlists list as soon as it is in force. */
  public InitChange(Digest init, long from) {
    this(init, from, from);
  }
}
