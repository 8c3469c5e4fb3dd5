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
 * The one owner of the tracks of a task. A track begins with the first thing that is kept for it
 * and ends with its event. Then everything that belongs to it is deleted: in memory at once, in the
 * stores some entries a tick. An event that is declared again under the same name is another event
 * ({@link Track#incarnation}) with other tracks.
 *
 * <p>A representation that is removed from the definition of a living event does not end its track:
 * it may return, and its decisions stay decisions. Its segments leave with the window.
 *
 * <p>If no event is known for a track, the definition may not have been read yet, for example
 * because a mirrored topic is behind. Such a track ends under two conditions: it has been without
 * an event for {@link #ORPHAN_MILLIS}, also across restarts ({@link OrphanTracks}), and the log of
 * definitions has been read up to the end of that time, since the definition may have come while
 * the task was away. Stream thread.
 */
public final class TrackLives {
  /** How long a track may be without an event. */
  static final long ORPHAN_MILLIS = 10 * 60_000;

  /** Between two looks for orphans. */
  private static final long INTERVAL_MILLIS = 30_000;

  /**
   * Maximum number of store entries that are deleted in a tick, so that nothing waits long for it.
   */
  private static final int DELETIONS = 256;

  private final ControlState control;
  private final OrphanTracks orphans;
  private final LongSupplier definitionsRead;
  private final List<TrackState> memory = new ArrayList<>();
  private final List<StoredTrackState> stores = new ArrayList<>();

  /** Since when each track has been without an event, epoch ms; {@link #ALIVE} if it has one. */
  private final Map<Track, Long> tracks = new HashMap<>();

  /** Tracks for which {@link #orphans} has an instant. */
  private final Set<Track> remembered = new HashSet<>();

  /** Tracks that have ended and are being deleted, in order. */
  private final Set<Track> ending = new LinkedHashSet<>();

  private long nextLook = Long.MIN_VALUE;

  private static final long ALIVE = Long.MAX_VALUE;

  /**
   * @param orphans outlives this task
   * @param definitionsRead epoch ms up to which all definitions have been read; {@code
   *     Long.MIN_VALUE} if that is not known
   */
  public TrackLives(ControlState control, OrphanTracks orphans, LongSupplier definitionsRead) {
    this.control = control;
    this.orphans = orphans;
    this.definitionsRead = definitionsRead;
  }

  /** Registers a state that is notified when a track ends. */
  public void register(TrackState state) {
    memory.add(state);
  }

  /**
   * Registers a store, which is read for its tracks at a restart, and from which ended tracks are
   * deleted.
   */
  public void storedIn(StoredTrackState store) {
    stores.add(store);
  }

  /**
   * Called after a restart: the stores know which tracks exist, and since when they are orphans.
   * The first tick looks at each.
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

  /** Called before anything is kept for the track. */
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
      // Delete the old entries at once; otherwise the new ones would be deleted with them.
      while (deleteSome(track, DELETIONS) >= DELETIONS) {}
    }
    tracks.put(track, ALIVE);
    forget(track);
  }

  /** The tracks of an event, including those of its earlier incarnations. */
  public List<Track> of(EventId event) {
    return tracks.keySet().stream().filter(track -> track.event().equals(event)).toList();
  }

  /** Whether new records of this track come too late: a later event has its name. */
  public boolean over(Track track) {
    return control
        .event(track.event())
        .filter(event -> event.definition().incarnation() > track.incarnation())
        .isPresent();
  }

  /**
   * A definition was applied or deleted.
   *
   * @param incarnation incarnation of the event that had the name before
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

  /**
   * Called on each tick: deletes some entries of ended tracks, and looks for orphans at intervals.
   */
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
      endTracksWithoutEvent(now);
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

  private void endTracksWithoutEvent(long now) {
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
        // Not at once: most definitions that are behind are read a moment later.
        remember(track, since);
      }
    }
  }

  /**
   * The track had an event, or the clock was ahead when it became an orphan: its time begins now.
   */
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

  /** The number of tracks for which something is kept or being deleted. */
  public int size() {
    return tracks.size() + ending.size();
  }
}
