package io.liveorigin.selector.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.selector.task.SampleEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TrackLivesTest {
  private static final Track ORPHAN = Track.of("t", "gone", "v0");

  private static final EventDefinition DECLARED = SampleEvent.event(List.of("a"));
  private static final Track TRACK = new Track(DECLARED.id(), "v0", 0);

  private final ControlState control = new ControlState();
  private final Kept kept = new Kept();
  private final Remembered orphans = new Remembered();
  private long definitionsRead = Long.MAX_VALUE;
  private TrackLives lives = task();

  private TrackLives task() {
    return new TrackLives(control, orphans, () -> definitionsRead);
  }

  /** Starts a new task. The stored entries survive, and so do the times of the orphans. */
  private void restart(long now) {
    lives = task();
    lives.register(kept);
    lives.storedIn(kept);
    lives.recover(now);
  }

  private void declare() {
    control.apply(
        ControlKey.event(DECLARED.id()).toString(), Optional.of(ControlJson.write(DECLARED)));
    lives.changed(DECLARED.id(), -1);
  }

  private static final class Remembered implements OrphanTracks {
    private final Map<Track, Long> since = new HashMap<>();
    private int writes;

    @Override
    public Map<Track, Long> all() {
      return Map.copyOf(since);
    }

    @Override
    public void put(Track track, long instant) {
      since.put(track, instant);
      writes++;
    }

    @Override
    public void forget(Track track) {
      since.remove(track);
      writes++;
    }
  }

  private static final class Kept implements TrackState, StoredTrackState {
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

  /** The event was deleted while this node was away: only the stores still know the track. */
  @Test
  void what_a_restart_finds_of_an_event_that_ended_goes_too() {
    kept.entries.put(ORPHAN, 600);
    kept.memory.add(ORPHAN);
    restart(1_000);
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

  /** Found with 10 million records of poison: each restart started the ten minutes anew. */
  @Test
  void the_time_without_an_event_goes_on_over_restarts() {
    kept.entries.put(ORPHAN, 1);
    long now = 1_000;
    for (; now < 1_000 + TrackLives.ORPHAN_MILLIS; now += 20_000) {
      restart(now);
      lives.run(now);
      assertThat(kept.entries).as("at %d", now).containsKey(ORPHAN);
    }
    restart(now);
    lives.run(now);
    lives.run(now + 20);
    assertThat(kept.entries).isEmpty();
    assertThat(orphans.since).as("nothing is left of it").isEmpty();
  }

  @Test
  void a_restart_goes_on_with_the_deletion_of_what_has_ended() {
    kept.entries.put(ORPHAN, 600);
    restart(1_000);
    long end = 1_000 + TrackLives.ORPHAN_MILLIS;
    lives.run(end);
    lives.run(end + 20);
    assertThat(kept.entries).containsEntry(ORPHAN, 344);
    restart(end + 40);
    for (int i = 0; i < 4; i++) {
      lives.run(end + 40 + 20 * i);
    }
    assertThat(kept.entries).isEmpty();
    assertThat(orphans.since).isEmpty();
  }

  /** The definition arrives while the entries that were kept without one are being deleted. */
  @Test
  void what_comes_of_a_declared_track_is_not_deleted_with_what_was() {
    kept.entries.put(TRACK, 600);
    restart(1_000);
    long end = 1_000 + TrackLives.ORPHAN_MILLIS;
    lives.run(end);
    lives.run(end + 20);
    assertThat(kept.entries).containsEntry(TRACK, 344);
    declare();
    lives.touched(TRACK, end + 30);
    assertThat(kept.entries).as("all of what was").isEmpty();
    kept.entries.put(TRACK, 3);
    for (int i = 2; i < 6; i++) {
      lives.run(end + 20 * i);
    }
    assertThat(kept.entries).containsEntry(TRACK, 3);
    assertThat(orphans.since).isEmpty();
  }

  @Test
  void a_track_whose_event_is_declared_is_no_orphan_after_a_restart_either() {
    lives.touched(TRACK, 1_000);
    kept.entries.put(TRACK, 1);
    lives.run(1_000);
    assertThat(orphans.writes).as("it may come in a moment").isZero();
    lives.run(31_000);
    assertThat(orphans.since).containsEntry(TRACK, 1_000L);
    declare();
    assertThat(orphans.since).isEmpty();
    restart(1_000 + 2 * TrackLives.ORPHAN_MILLIS);
    lives.run(1_000 + 2 * TrackLives.ORPHAN_MILLIS);
    lives.run(1_020 + 2 * TrackLives.ORPHAN_MILLIS);
    assertThat(kept.entries).containsKey(TRACK);
  }

  @Test
  void a_declared_track_is_not_written_about() {
    declare();
    for (long now = 1_000; now < 1_000 + 2 * TrackLives.ORPHAN_MILLIS; now += 10_000) {
      lives.touched(TRACK, now);
      lives.run(now);
    }
    assertThat(orphans.writes).isZero();
  }

  /** The definition may have been written while the task was away. */
  @Test
  void nothing_ends_before_the_definitions_of_that_time_have_been_read() {
    kept.entries.put(ORPHAN, 1);
    restart(1_000);
    lives.run(1_000);
    long end = 1_000 + TrackLives.ORPHAN_MILLIS;
    definitionsRead = Long.MIN_VALUE;
    restart(2 * end);
    lives.run(2 * end);
    lives.run(2 * end + 20);
    assertThat(kept.entries).as("nothing is known").containsKey(ORPHAN);
    definitionsRead = end - 1;
    lives.run(2 * end + 30_000);
    lives.run(2 * end + 30_020);
    assertThat(kept.entries).as("a millisecond is missing").containsKey(ORPHAN);
    definitionsRead = end;
    lives.run(2 * end + 60_000);
    lives.run(2 * end + 60_020);
    assertThat(kept.entries).isEmpty();
  }

  /** Otherwise a track would remain for as long as the clock had been ahead. */
  @Test
  void an_instant_that_is_still_to_come_counts_as_now() {
    orphans.put(ORPHAN, 100 * TrackLives.ORPHAN_MILLIS);
    restart(1_000);
    lives.run(1_000);
    assertThat(orphans.since).containsEntry(ORPHAN, 1_000L);
    lives.run(1_000 + TrackLives.ORPHAN_MILLIS);
    lives.run(1_020 + TrackLives.ORPHAN_MILLIS);
    assertThat(orphans.since).isEmpty();
  }
}
