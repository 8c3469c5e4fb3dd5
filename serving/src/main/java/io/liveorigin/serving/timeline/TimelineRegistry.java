package io.liveorigin.serving.timeline;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.hls.MediaPlaylist;
import io.liveorigin.serving.hls.PlaylistLength;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The lines of the tracks whose playlists were requested. A track without such a request costs
 * nothing: its lines are read from the index at the first request, once for all requests that
 * arrive meanwhile. Any thread.
 */
public final class TimelineRegistry {
  /** The result of loading the lines of a track. */
  public sealed interface Load {
    /** The lines are loaded. */
    record Done() implements Load {}

    /** The index cannot be queried now. */
    record Unavailable(String reason) implements Load {}
  }

  private final Map<Track, Timeline> byTrack = new ConcurrentHashMap<>();
  private final Map<Track, CompletableFuture<Load>> loads = new ConcurrentHashMap<>();

  /** Whether the lines of the track are loaded. */
  public boolean loaded(Track track) {
    Timeline timeline = byTrack.get(track);
    return timeline != null && timeline.loaded();
  }

  /** Returns the load of a track that is in progress. */
  public Optional<CompletableFuture<Load>> loading(Track track) {
    return Optional.ofNullable(loads.get(track));
  }

  /**
   * Loads the lines of a track. Blocks for local queries, as many as a playlist may have lines,
   * unless another thread already does that.
   *
   * @param now epoch ms
   */
  public CompletableFuture<Load> load(LiveEvent event, Track track, DecisionIndex index, long now) {
    CompletableFuture<Load> own = new CompletableFuture<>();
    CompletableFuture<Load> other = loads.putIfAbsent(track, own);
    if (other != null) {
      return other;
    }
    try {
      own.complete(read(event, track, index, now));
    } catch (RuntimeException e) {
      own.completeExceptionally(e);
    } finally {
      loads.remove(track, own);
    }
    return own;
  }

  private Load read(LiveEvent event, Track track, DecisionIndex index, long now) {
    // The timeline learns of decisions from here on, so none is lost between the queries and the
    // end.
    Timeline timeline = byTrack.computeIfAbsent(track, Timeline::new);
    int losses = timeline.losses();
    Schedule schedule = event.schedule();
    long newest = schedule.newestPermitted(now);
    long oldest =
        Math.max(schedule.windowStart(now), newest - PlaylistLength.MOST - Schedule.AHEAD_SEGMENTS);
    Map<Long, Listing> found = new HashMap<>();
    long decidedAt = Long.MIN_VALUE;
    for (long number = newest; number >= oldest; number--) {
      Lookup lookup = index.lookup(new SegmentAddress(track, number));
      if (lookup instanceof Lookup.Unavailable unavailable) {
        return new Load.Unavailable(unavailable.reason());
      }
      if (lookup instanceof Lookup.Decided decided) {
        found.put(number, decided.decision().listing());
        decidedAt = Math.max(decidedAt, decided.decision().decidedAt());
      }
    }
    timeline.load(event, found, decidedAt, losses);
    return new Load.Done();
  }

  /** Notes that a decision was accepted. Calls for one track come in the order of acceptance. */
  public void accepted(LiveEvent event, SegmentAddress address, Decision decision) {
    Timeline timeline = byTrack.get(address.track());
    if (timeline != null) {
      timeline.accepted(event, address.number(), decision.listing(), decision.decidedAt());
    }
  }

  /**
   * Incremented when anything new is known of the numbers of a track; 0 if its lines were never
   * requested.
   */
  public long version(Track track) {
    Timeline timeline = byTrack.get(track);
    return timeline == null ? 0 : timeline.version();
  }

  /** Returns the listings that are known of the published numbers of a track. */
  public Map<Long, Listing> listings(Track track) {
    Timeline timeline = byTrack.get(track);
    return timeline == null ? Map.of() : timeline.listings();
  }

  /**
   * Returns the playlist of a track by the decisions that this node has learnt of; the same object
   * while nothing changes.
   *
   * @param changes changes of the event's init segments
   * @param lagging whether this node may have missed one of them; if so, no more lines are listed
   * @return empty if there is none (yet)
   */
  public Optional<MediaPlaylist> playlist(
      LiveEvent event, Track track, EventInitTimeline changes, boolean lagging) {
    Timeline timeline = byTrack.get(track);
    return timeline == null ? Optional.empty() : timeline.playlist(event, changes, lagging);
  }

  /**
   * The number whose decision may add a line.
   *
   * @param last the last number that is listed
   */
  public long awaited(Track track, long last) {
    Timeline timeline = byTrack.get(track);
    return timeline == null ? last + 1 : timeline.awaited(last);
  }

  /** Notes that this node no longer learns of decisions about these tracks. */
  public void lost(Predicate<Track> tracks) {
    byTrack.forEach(
        (track, timeline) -> {
          if (tracks.test(track)) {
            timeline.lost();
          }
        });
  }

  /** Forgets tracks that have ended. */
  public void forget(Predicate<Track> tracks) {
    byTrack.keySet().removeIf(tracks);
  }
}
