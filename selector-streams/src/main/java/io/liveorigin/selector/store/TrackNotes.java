package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.wire.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Small JSON notes that a task keeps for a track, in the store of the candidates: one of each kind
 * for each track and name. They say what was seen, never what was decided. Stream thread.
 */
public final class TrackNotes {
  /** What was learned about a pipeline's sample duration. */
  public static final byte CADENCE = 't';

  /** Up to which number absence has been looked for. */
  public static final byte ABSENCE = 'a';

  private final KeyValueStore<Bytes, byte[]> store;

  public TrackNotes(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  public <T> Optional<T> get(byte kind, Track track, String name, Class<T> type) {
    return Optional.ofNullable(store.get(key(kind, track, name))).map(v -> Json.read(v, type));
  }

  public void put(byte kind, Track track, String name, Object note) {
    store.put(key(kind, track, name), Json.write(note));
  }

  public void delete(byte kind, Track track, String name) {
    store.delete(key(kind, track, name));
  }

  private static Bytes key(byte kind, Track track, String name) {
    byte[] rest = (track.key() + '\0' + name).getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(rest.length + 1).put(kind).put(rest).array());
  }
}
