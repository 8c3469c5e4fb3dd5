package io.liveorigin.contract.address;

/** The init segment of a track. */
public record InitAddress(Track track) implements Address {
  @Override
  public String toString() {
    return track + "/init";
  }
}
