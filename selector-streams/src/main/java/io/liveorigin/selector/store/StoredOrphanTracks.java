package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.selector.life.OrphanTracks;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/**
 * The instants since which tracks have been without an event: one entry for each, epoch ms in 8
 * bytes big-endian. Stream thread only.
 */
public final class StoredOrphanTracks implements OrphanTracks {
  private final TaskEntries entries;

  public StoredOrphanTracks(TaskEntries entries) {
    this.entries = entries;
  }

  /** An entry that cannot be read is quarantined: the time of its track begins anew. */
  @Override
  public Map<Track, Long> all() {
    Map<Track, Long> found = new HashMap<>();
    entries.forEach(
        EntryKind.ORPHAN,
        (key, value) ->
            found.put(AddressKey.readTrack(key, EntryKind.PREFIX_BYTES), instant(value)));
    return found;
  }

  private static long instant(byte[] value) {
    if (value.length != Long.BYTES) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER,
          "the stored instant must have " + Long.BYTES + " bytes, but has " + value.length);
    }
    return ByteBuffer.wrap(value).getLong();
  }

  @Override
  public void put(Track track, long since) {
    entries.put(key(track), ByteBuffer.allocate(Long.BYTES).putLong(since).array());
  }

  @Override
  public void forget(Track track) {
    entries.delete(key(track));
  }

  private static Bytes key(Track track) {
    return EntryKind.ORPHAN.key(AddressKey.prefix(track));
  }
}
