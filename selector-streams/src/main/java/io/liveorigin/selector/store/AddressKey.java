package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Addresses as store keys: the identity of the track in UTF-8, a zero byte, then the number as 8
 * bytes big-endian, so that the numbers of a track lie next to one another in order. An init
 * segment has no number.
 */
public final class AddressKey {
  private AddressKey() {}

  public static byte[] of(Address address) {
    return address instanceof SegmentAddress segment
        ? of(segment.track(), segment.number())
        : prefix(address.track());
  }

  public static byte[] of(Track track, long number) {
    byte[] prefix = prefix(track);
    return ByteBuffer.allocate(prefix.length + Long.BYTES).put(prefix).putLong(number).array();
  }

  /** The common prefix of all keys of a track; no key of another track begins with it. */
  static byte[] prefix(Track track) {
    byte[] key = track.identity().getBytes(StandardCharsets.UTF_8);
    return java.util.Arrays.copyOf(key, key.length + 1);
  }

  /** The bound after all keys of a track and before all keys of the next one. */
  static byte[] behind(Track track) {
    byte[] key = prefix(track);
    key[key.length - 1] = 1;
    return key;
  }

  /** Reads the track of a key, beginning at {@code from}; any bytes may follow it. */
  static Track readTrack(byte[] key, int from) {
    int zero = from;
    while (zero < key.length && key[zero] != 0) {
      zero++;
    }
    return Track.ofIdentity(new String(key, from, zero - from, StandardCharsets.UTF_8));
  }

  /** Reads an address from {@code key}, beginning at {@code from}. */
  public static Address read(byte[] key, int from) {
    int zero = from;
    while (zero < key.length && key[zero] != 0) {
      zero++;
    }
    Track track = readTrack(key, from);
    int rest = key.length - zero - 1;
    if (rest == 0) {
      return new InitAddress(track);
    }
    if (rest != Long.BYTES) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER,
          "the store key of " + track + " has " + rest + " bytes for the number");
    }
    return new SegmentAddress(track, ByteBuffer.wrap(key, zero + 1, Long.BYTES).getLong());
  }
}
