package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/** The ranges of numbers that a change still has to look at. Stream thread only. */
public final class RemainingRanges {
  private final TaskEntries entries;

  /**
   * A range of one track that needs another look, the newest number first. It is stored as JSON.
   *
   * @param track the identity of the track
   */
  public record Range(String track, long from, long to) {
    public Range(Track track, long from, long to) {
      this(track.identity(), from, to);
    }

    public Track parsedTrack() {
      return Track.ofIdentity(track);
    }
  }

  public RemainingRanges(TaskEntries entries) {
    this.entries = entries;
  }

  public void put(Range range) {
    entries.put(key(range), WireJson.write(range));
  }

  public void clear(Range range) {
    entries.delete(key(range));
  }

  public List<Range> all() {
    List<Range> found = new ArrayList<>();
    entries.forEach(EntryKind.WORK, (key, value) -> found.add(WireJson.read(value, Range.class)));
    return found;
  }

  private static Bytes key(Range range) {
    String text = range.track() + "/" + range.from() + "-" + range.to();
    return EntryKind.WORK.key(text.getBytes(StandardCharsets.UTF_8));
  }
}
