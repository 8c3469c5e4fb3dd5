package io.liveorigin.selector.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TrackLivesTest {
  private static final Track ORPHAN = Track.of("t", "gone", "v0");

  private final TrackLives lives = new TrackLives(new ControlState());
  private final Kept kept = new Kept();

  private static final class Kept implements TrackState, TrackStore {
    private final Set<Track> memory = new TreeSet<>();
    private final Map<Track, Integer> entries = new HashMap<>();

    @Override
    public void ended(Track track) {
      memory.remove(track);
    }

    @Override
    public int tracks() {
      return memory.size();
    }

    @Override
    public Set<Track> storedTracks() {
      return Set.copyOf(entries.keySet());
    }

    @Override
    public int deleteSome(Track track, int limit) {
      int had = entries.getOrDefault(track, 0);
      int deleted = Math.min(limit, had);
      if (had == deleted) {
        entries.remove(track);
      } else {
        entries.put(track, had - deleted);
      }
      return deleted;
    }
  }

  /** The event was deleted while this node was away: nothing but the stores knows of the track. */
  @Test
  void what_a_restart_finds_of_an_event_that_ended_goes_too() {
    kept.entries.put(ORPHAN, 600);
    kept.memory.add(ORPHAN);
    lives.keptIn(kept);
    lives.storedIn(kept);
    lives.recover(1_000);
    lives.run(2_000);
    assertThat(kept.entries).as("its definition may come yet").containsEntry(ORPHAN, 600);
    lives.run(1_000 + TrackLives.ORPHAN_MILLIS);
    assertThat(kept.tracks()).as("memory at once").isZero();
    assertThat(kept.entries).containsEntry(ORPHAN, 600);
    lives.run(1_000 + TrackLives.ORPHAN_MILLIS + 20);
    assertThat(kept.entries).as("stores some entries a tick").containsEntry(ORPHAN, 344);
    lives.run(1_000 + TrackLives.ORPHAN_MILLIS + 40);
    lives.run(1_000 + TrackLives.ORPHAN_MILLIS + 60);
    assertThat(kept.entries).isEmpty();
    assertThat(lives.size()).isZero();
  }
}
