package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.wire.Json;
import io.liveorigin.selector.life.TrackState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Small JSON notes that a task keeps for a track, in the store of the candidates: one of each kind
 * for each track and name. They say what was seen, never what was decided. Stream thread.
 */
public final class TrackNotes implements TrackState {
  /** What was learned about a pipeline's sample duration. */
  public static final byte CADENCE = 't';

  /** Up to which number absence has been looked for. */
  public static final byte ABSENCE = 'a';

  /** Notes in memory: the cadence of a track is asked for with each of its segments. */
  private static final int RECENT = 4_096;

  private final KeyValueStore<Bytes, byte[]> store;

  /** As they stand in the store; empty where nothing does. */
  private final Map<Bytes, Optional<Object>> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Optional<Object>> eldest) {
          return size() > RECENT;
        }
      };

  public TrackNotes(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  public <T> Optional<T> get(byte kind, Track track, String name, Class<T> type) {
    Bytes key = key(kind, track, name);
    Optional<Object> known = recent.get(key);
    if (known == null) {
      known = Optional.ofNullable(store.get(key)).map(value -> Json.read(value, type));
      recent.put(key, known);
    }
    return known.map(type::cast);
  }

  public void put(byte kind, Track track, String name, Object note) {
    Bytes key = key(kind, track, name);
    store.put(key, Json.write(note));
    recent.put(key, Optional.of(note));
  }

  public void delete(byte kind, Track track, String name) {
    Bytes key = key(kind, track, name);
    store.delete(key);
    recent.remove(key);
  }

  @Override
  public void ended(Track track) {
    recent.keySet().removeIf(key -> AddressKey.readTrack(key.get(), 1).equals(track));
  }

  @Override
  public int tracks() {
    return (int)
        recent.keySet().stream().map(key -> AddressKey.readTrack(key.get(), 1)).distinct().count();
  }

  private static Bytes key(byte kind, Track track, String name) {
    byte[] rest = (track.identity() + '\0' + name).getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(rest.length + 1).put(kind).put(rest).array());
  }
}
