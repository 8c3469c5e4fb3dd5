package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.selector.life.TrackState;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * Small JSON notes that a task keeps for a track: one of each kind ({@link EntryKind#CADENCE},
 * {@link EntryKind#ABSENCE}, {@link EntryKind#HOLES}) for each track and name. They record
 * observations, never decisions. Stream thread.
 */
public final class TrackNotes implements TrackState {
  /**
   * Maximum number of notes in memory: the cadence of a track is needed with each of its segments.
   */
  private static final int RECENT = 4_096;

  private final TaskEntries entries;

  /** The notes as they are stored; empty if none is stored. */
  private final Map<Bytes, Optional<Object>> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Optional<Object>> eldest) {
          return size() > RECENT;
        }
      };

  public TrackNotes(TaskEntries entries) {
    this.entries = entries;
  }

  public <T> Optional<T> get(EntryKind kind, Track track, String name, Class<T> type) {
    Bytes key = key(kind, track, name);
    Optional<Object> known = recent.get(key);
    if (known == null) {
      known = entries.get(key).map(value -> WireJson.read(value, type));
      recent.put(key, known);
    }
    return known.map(type::cast);
  }

  public void put(EntryKind kind, Track track, String name, Object note) {
    Bytes key = key(kind, track, name);
    entries.put(key, WireJson.write(note));
    recent.put(key, Optional.of(note));
  }

  @Override
  public void ended(Track track) {
    recent.keySet().removeIf(key -> trackOf(key).equals(track));
  }

  @Override
  public int tracks() {
    return (int) recent.keySet().stream().map(TrackNotes::trackOf).distinct().count();
  }

  private static Track trackOf(Bytes key) {
    return AddressKey.readTrack(key.get(), EntryKind.PREFIX_BYTES);
  }

  private static Bytes key(EntryKind kind, Track track, String name) {
    return kind.key((track.identity() + '\0' + name).getBytes(StandardCharsets.UTF_8));
  }
}
