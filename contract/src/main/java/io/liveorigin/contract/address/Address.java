package io.liveorigin.contract.address;

/** What a decision is about: a media segment of a track, or its init segment. */
public sealed interface Address permits SegmentAddress, InitAddress {
  Track track();
}
