package io.liveorigin.serving.init;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.DecisionIndex;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bytes of init segments. The selector's store has them in full. This class keeps those that
 * were served last, one for each track, because the store cannot be queried while its partition is
 * lost or being restored. May be called by any thread that may block for a local query.
 */
public final class InitBytes {
  private record Kept(Digest digest, byte[] bytes) {}

  private final DecisionIndex index;
  private final ControlState control;
  private final Map<Track, Kept> served = new ConcurrentHashMap<>();

  /**
   * @param control reports which events end
   */
  public InitBytes(DecisionIndex index, ControlState control) {
    this.index = index;
    this.control = control;
    control.whenEnded(
        event ->
            served.keySet().removeIf(track -> track.equals(event.track(track.representation()))));
  }

  /**
   * Returns the bytes with that digest. They are shared and must not be changed.
   *
   * @throws OriginException if the bytes cannot be read now, or are not those of the digest
   */
  public byte[] get(InitAddress address, Digest digest) {
    Kept known = served.get(address.track());
    if (known != null && known.digest().equals(digest)) {
      return known.bytes();
    }
    byte[] bytes = stored(address, digest);
    served.put(address.track(), new Kept(digest, bytes));
    // An event that ended meanwhile must leave no entry here.
    if (control.event(address.track()).isEmpty()) {
      served.remove(address.track());
    }
    return bytes;
  }

  private byte[] stored(InitAddress address, Digest digest) {
    byte[] bytes =
        index
            .initSegment(address, digest)
            .orElseThrow(
                () ->
                    new OriginException(
                        ErrorCode.STORAGE_UNAVAILABLE,
                        "the bytes of " + address + " are not in the store now"));
    // A few hundred bytes, so this takes microseconds.
    if (!Digest.of(bytes).equals(digest)) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER,
          "the stored bytes of " + address + " are not those chosen");
    }
    return bytes;
  }
}
