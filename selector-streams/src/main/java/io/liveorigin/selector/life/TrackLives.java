package io.liveorigin.selector.life;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The one owner of the tracks of a task: a track begins with the first thing that is kept of it and
 * ends with its event, and then everything that belongs to it goes, in memory at once and in the
 * stores some entries a tick. An event that is declared again under the same name is another one
 * ({@link Track#incarnation}); its tracks are not these.
 *
 * <p>A representation that is taken out of the definition of a living event does not end its track:
 * it may come back, and what was decided of it stays decided. Its segments leave with the window.
 *
 * <p>A track of which no event is known may be one whose definition has not been read yet, where a
 * mirrored topic is behind: it ends when that has been so for {@link #ORPHAN_MILLIS}, over restarts
 * too ({@link OrphanTracks}), and the log of definitions has been read up to then: the definition
 * may have come while the task was away. Stream thread.
 */
public final class TrackLives {
  /** How long a track may be without an event. */
  static final long ORPHAN_MILLIS = 10 * 60_000;

  /** Between two looks for orphans. */
  private static final long INTERVAL_MILLIS = 30_000;

  /** Entries of stores that are deleted in a tick, so that nobody waits for it. */
  private static final int DELETIONS = 256;

  private final ControlState control;
  private final OrphanTracks orphans;
  private final LongSupplier definitionsRead;
  private final List<TrackState> memory = new ArrayList<>();
  private final List<StoredTrackState> stores = new ArrayList<>();

  /** Since when each track is without an event, epoch ms; {@link #ALIVE} where it has one. */
  private final Map<Track, Long> tracks = new HashMap<>();

  /** Tracks of which {@link #orphans} has an instant. */
  private final Set<Track> remembered = new HashSet<>();

  /** What has ended and is being deleted, in order. */
  private final Set<Track> ending = new LinkedHashSet<>();

  private long nextLook = Long.MIN_VALUE;

  private static final long ALIVE = Long.MAX_VALUE;

  /**
   * @param orphans outlives this task
   * @param definitionsRead epoch ms up to which all definitions have been read; {@code
   *     Long.MIN_VALUE} where that is not known
   */
  public TrackLives(ControlState control, OrphanTracks orphans, LongSupplier definitionsRead) {
    this.control = control;
    this.orphans = orphans;
    this.definitionsRead = definitionsRead;
  }

  /** To be told of ends. */
  public void keptIn(TrackState state) {
    memory.add(state);
  }

  /** To be asked for tracks at a restart, and emptied of those that end. */
  public void storedIn(StoredTrackState store) {
    stores.add(store);
  }

  /**
   * After a restart: the stores say which tracks there are, and since when they are orphans. The
   * first tick looks at each.
   */
  public void recover(long now) {
    tracks.putAll(orphans.all());
    remembered.addAll(tracks.keySet());
    for (StoredTrackState store : stores) {
      for (Track track : store.storedTracks()) {
        touched(track, now);
        if (tracks.get(track) != ALIVE && !remembered.contains(track)) {
          remember(track, now);
        }
      }
    }
  }

  /** Something of the track is about to be kept. */
  public void touched(Track track, long now) {
    if (!tracks.containsKey(track)) {
      if (control.event(track).isPresent()) {
        alive(track);
      } else {
        tracks.put(track, now);
      }
    }
  }

  private void remember(Track track, long since) {
    orphans.put(track, since);
    remembered.add(track);
  }

  private void forget(Track track) {
    if (remembered.remove(track)) {
      orphans.forget(track);
    }
  }

  private void alive(Track track) {
    if (ending.remove(track)) {
      // At once, or what comes now would be deleted with what was.
      while (deleteSome(track, DELETIONS) >= DELETIONS) {}
    }
    tracks.put(track, ALIVE);
    forget(track);
  }

  /** The tracks of an event, those of its earlier incarnations too. */
  public List<Track> of(EventId event) {
    return tracks.keySet().stream().filter(track -> track.event().equals(event)).toList();
  }

  /** Whether what comes of this track comes too late: a later event has its name. */
  public boolean over(Track track) {
    return control
        .event(track.event())
        .filter(event -> event.definition().incarnation() > track.incarnation())
        .isPresent();
  }

  /**
   * A definition was applied or deleted.
   *
   * @param incarnation of the event that had the name before
   */
  public void changed(EventId event, long incarnation) {
    for (Track track : of(event)) {
      if (control.event(track).isPresent()) {
        alive(track);
      } else if (track.incarnation() <= incarnation) {
        end(track);
      }
    }
  }

  /** Each tick: deletes some entries of what has ended, and now and then looks for orphans. */
  public void run(long now) {
    int left = DELETIONS;
    while (left > 0 && !ending.isEmpty()) {
      Track first = ending.iterator().next();
      left -= deleteSome(first, left);
      if (left > 0) {
        ending.remove(first);
        forget(first);
      }
    }
    if (now >= nextLook) {
      nextLook = now + INTERVAL_MILLIS;
      endOrphans(now);
    }
  }

  private int deleteSome(Track track, int limit) {
    int deleted = 0;
    for (StoredTrackState store : stores) {
      deleted += store.deleteSome(track, limit - deleted);
      if (deleted >= limit) {
        return limit;
      }
    }
    return deleted;
  }

  private void endOrphans(long now) {
    long read = Math.min(now, definitionsRead.getAsLong());
    for (Track track : List.copyOf(tracks.keySet())) {
      long since = tracks.get(track);
      if (control.event(track).isPresent()) {
        alive(track);
      } else if (since > now) {
        beginsNow(track, now);
      } else if (read >= since + ORPHAN_MILLIS) {
        end(track);
      } else if (now - since >= INTERVAL_MILLIS && !remembered.contains(track)) {
        // Not at once: most definitions that are behind come in a moment.
        remember(track, since);
      }
    }
  }

  /** It was alive, or the clock was ahead when it became an orphan. */
  private void beginsNow(Track track, long now) {
    tracks.put(track, now);
    if (remembered.contains(track)) {
      remember(track, now);
    }
  }

  private void end(Track track) {
    tracks.remove(track);
    memory.forEach(state -> state.ended(track));
    ending.add(track);
  }

  /** Tracks of which something is kept or being deleted. */
  public int size() {
    return tracks.size() + ending.size();
  }
}
