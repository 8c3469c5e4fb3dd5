package io.liveorigin.selector.store;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.segment.Digest;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/** The bytes of init segments, by track and digest. Stream thread only. */
public final class InitSegments {
  private final TaskEntries entries;

  public InitSegments(TaskEntries entries) {
    this.entries = entries;
  }

  public Optional<byte[]> get(InitAddress address, Digest digest) {
    return entries.get(key(address, digest));
  }

  public void put(InitAddress address, Digest digest, byte[] bytes) {
    entries.put(key(address, digest), bytes);
  }

  /** Deletes the init segments of a track except those with these digests. */
  public void keepOnly(InitAddress address, Set<Digest> kept) {
    Set<Bytes> keys = new HashSet<>();
    kept.forEach(digest -> keys.add(key(address, digest)));
    entries.keepOnly(EntryKind.INIT_BYTES, address.track(), keys);
  }

  static Bytes key(InitAddress address, Digest digest) {
    byte[] track = AddressKey.of(address);
    byte[] sha = digest.bytes();
    return EntryKind.INIT_BYTES.key(
        ByteBuffer.allocate(track.length + sha.length).put(track).put(sha).array());
  }
}
