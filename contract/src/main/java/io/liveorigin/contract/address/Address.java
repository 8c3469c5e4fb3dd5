package io.liveorigin.contract.address;

/** The subject of a decision: a media segment of a track, or the init segment of a track. */
public sealed interface Address permits SegmentAddress, InitAddress {
  Track track();
}
