package io.liveorigin.serving.playlist;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.address.View;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.serving.hls.MediaPlaylist;
import io.liveorigin.serving.hls.MediaPlaylist.Limits;
import io.liveorigin.serving.hls.PlaylistForm;
import io.liveorigin.serving.hls.PlaylistLength;
import io.liveorigin.serving.hls.TargetDuration;
import io.liveorigin.serving.request.Route;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The playlists of the views that clients request. Each is a part of the event's own playlist, so
 * it follows from the same edge. Clients may request any number of views, so the cache is bounded.
 * Thread-safe.
 */
final class ViewPlaylists {
  /** The result for a view. */
  sealed interface Found {
    record Part(MediaPlaylist playlist) implements Found {}

    /** There are too few lines to begin with, or none that can be played. */
    record NothingYet() implements Found {}

    /**
     * The view begins with segments that have left the playlist of the event, and must not lose
     * any.
     *
     * @param first number of the first remaining line
     */
    record Left(long first) implements Found {}
  }

  /** About 200 bytes each, and less if the text is compressed. */
  private static final long MOST_LINES = 200_000;

  /** The weight of a playlist with few lines or none, including its key. */
  private static final int LEAST_WEIGHT = 20;

  private static final Duration UNUSED = Duration.ofMinutes(2);

  /** Identifies one playlist. */
  private record Key(Track track, View view) {}

  /**
   * The result for a view, as it is cached.
   *
   * @param all the playlist of the event of which it is a part
   * @param texts of the part; empty if there is none
   */
  private record CachedView(
      LiveEvent event, MediaPlaylist all, Found found, Optional<PlaylistTexts> texts) {
    @SuppressWarnings("ReferenceEquality") // they are the same objects while nothing changes
    boolean of(LiveEvent declared, MediaPlaylist other) {
      return event == declared && all == other;
    }

    int weight() {
      return found instanceof Found.Part part
          ? Math.max(LEAST_WEIGHT, part.playlist().lines().size())
          : LEAST_WEIGHT;
    }
  }

  private final BiFunction<LiveEvent, MediaPlaylist, String> dateRanges;

  private final Cache<Key, CachedView> known =
      Caffeine.newBuilder()
          .expireAfterAccess(UNUSED)
          .maximumWeight(MOST_LINES)
          .weigher((Key key, CachedView value) -> value.weight())
          .build();

  /**
   * @param dateRanges returns the date ranges of a playlist as text, which are the same while its
   *     end is
   */
  ViewPlaylists(BiFunction<LiveEvent, MediaPlaylist, String> dateRanges) {
    this.dateRanges = dateRanges;
  }

  /**
   * The current result for a view; the same object while nothing changes.
   *
   * @param all the playlist of the event
   */
  Found find(Route.MediaPlaylist route, MediaPlaylist all) {
    Key key = new Key(route.track(), route.view());
    CachedView found = known.getIfPresent(key);
    if (found == null || !found.of(route.of(), all)) {
      found = known.asMap().compute(key, (same, before) -> found(route, all, before));
    }
    return found.found();
  }

  /** The texts of a part, as {@link #find} returned it. */
  PlaylistTexts texts(Route.MediaPlaylist route, MediaPlaylist part) {
    return Optional.ofNullable(known.getIfPresent(new Key(route.track(), route.view())))
        .flatMap(CachedView::texts)
        .filter(texts -> texts.of(route.of(), part))
        .orElseGet(() -> texts(route.of(), route.track(), part));
  }

  private PlaylistTexts texts(LiveEvent event, Track track, MediaPlaylist part) {
    return new PlaylistTexts(event, track, part, dateRanges.apply(event, part));
  }

  private CachedView found(Route.MediaPlaylist route, MediaPlaylist all, CachedView before) {
    if (before != null && before.of(route.of(), all)) {
      return before;
    }
    Found found = part(route, all);
    if (before != null && stays(before, route.of(), found)) {
      return new CachedView(route.of(), all, before.found(), before.texts());
    }
    Optional<PlaylistTexts> texts =
        found instanceof Found.Part part
            ? Optional.of(texts(route.of(), route.track(), part.playlist()))
            : Optional.empty();
    return new CachedView(route.of(), all, found, texts);
  }

  /** Returns whether the list is complete and unchanged: its lines are then the same objects. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean stays(CachedView before, LiveEvent event, Found found) {
    return before.event() == event
        && found instanceof Found.Part now
        && before.found() instanceof Found.Part then
        && now.playlist().form() == PlaylistForm.VOD
        && now.playlist().equals(then.playlist());
  }

  private static Found part(Route.MediaPlaylist route, MediaPlaylist all) {
    EventDefinition definition = route.of().definition();
    TargetDuration target = TargetDuration.of(definition);
    Limits limits =
        new Limits(
            PlaylistLength.least(definition, target),
            PlaylistLength.of(definition, target).orElse(0));
    NumberRange range = route.view().range(route.of().schedule());
    boolean ends = route.view().to().isPresent();
    return ends && !all.keeps(range.first(), limits)
        ? new Found.Left(all.mediaSequence())
        : all.part(range, ends, limits)
            .<Found>map(Found.Part::new)
            .orElseGet(Found.NothingYet::new);
  }
}
