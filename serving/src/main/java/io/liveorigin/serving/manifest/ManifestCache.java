package io.liveorigin.serving.manifest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.View;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.timeline.ReferenceTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Manifests that were written, with their tags. Requests get the same bytes while nothing has
 * changed that the manifest depends on. Thread-safe.
 */
final class ManifestCache {
  private static final long MOST_BYTES = 16L << 20;
  private static final Duration UNUSED = Duration.ofMinutes(2);

  /** Identifies one manifest. Clients may request any number of views, so the cache is bounded. */
  private record Key(EventId event, Route.Manifest.Kind kind, View view) {}

  /**
   * Everything that a manifest depends on. Two are the same only if definition, init segments and
   * notifications are the same objects, which they are while nothing changes.
   *
   * @param window the smallest number that is served
   * @param edge the largest number that is due
   * @param ended whether nothing is added any more
   * @param lines versions of the tracks' timelines; empty if segments begin where the schedule has
   *     them
   * @param averages measured bit rates by representation; empty for an MPD
   * @param references times from the clocks of encoders, by representation; for an MPD only
   * @param notifications those of the event
   * @param failover the numbers that were not published; none for a playlist
   */
  record Basis(
      LiveEvent event,
      EventInits inits,
      long window,
      long edge,
      boolean ended,
      List<Long> lines,
      Map<String, Long> averages,
      Map<String, ReferenceTime> references,
      NotificationHistory notifications,
      Failover failover) {
    @SuppressWarnings("ReferenceEquality")
    boolean same(Basis other) {
      return event == other.event
          && inits == other.inits
          && window == other.window
          && edge == other.edge
          && ended == other.ended
          && lines.equals(other.lines)
          && averages.equals(other.averages)
          && references.equals(other.references)
          && notifications == other.notifications
          && failover.equals(other.failover);
    }
  }

  /**
   * One text.
   *
   * @param bytes UTF-8; must not be changed
   * @param etag with its quotes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Text(byte[] bytes, String etag) {}

  private record CachedManifest(Basis basis, Text text) {}

  private final Cache<Key, CachedManifest> known =
      Caffeine.newBuilder()
          .expireAfterAccess(UNUSED)
          .maximumWeight(MOST_BYTES)
          .weigher((Key key, CachedManifest value) -> value.text().bytes().length)
          .build();

  /**
   * Returns the text of a manifest. Requests that arrive while it is being written write it, too,
   * which is rare.
   *
   * @param written writes it; if this throws, nothing is kept
   */
  Text get(Route.Manifest route, Basis basis, Supplier<byte[]> written) {
    Key key = new Key(route.of().id(), route.kind(), route.view());
    CachedManifest found = known.getIfPresent(key);
    if (found != null && found.basis().same(basis)) {
      return found.text();
    }
    byte[] bytes = written.get();
    Text text = new Text(bytes, "\"" + Digest.of(bytes).hex() + "\"");
    known.put(key, new CachedManifest(basis, text));
    return text;
  }
}
