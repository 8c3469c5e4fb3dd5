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
 * Manifests that were written, with their tags: whoever asks next gets the same bytes while nothing
 * that they depend on has changed. Any thread.
 */
final class ManifestCache {
  private static final long MOST_BYTES = 16L << 20;
  private static final Duration UNUSED = Duration.ofMinutes(2);

  /** One manifest; there may be as many views as clients can think of, hence the bound. */
  private record Key(EventId event, Route.Manifest.Kind kind, View view) {}

  /**
   * Everything that it depends on. Two are the same only where definition, init segments and
   * notifications are the same objects, which they are while nothing changes.
   *
   * @param window the smallest number that is served
   * @param edge the largest number that is due
   * @param ended whether nothing is added any more
   * @param lines versions of what is published, by track; empty where segments begin where the
   *     schedule has them
   * @param averages bit rates that were measured, by representation; empty of an MPD
   * @param references what clocks of encoders said, by representation; of an MPD
   * @param notifications what was said of the event
   * @param failover what was not published; none of a playlist
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
   * @param bytes UTF-8; nobody changes them
   * @param etag with its quotes
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Text(byte[] bytes, String etag) {}

  private record CachedManifest(Basis basis, Text text) {}

  private final Cache<Key, CachedManifest> known =
      Caffeine.newBuilder()
          .expireAfterAccess(UNUSED)
          .maximumWeight(MOST_BYTES)
          .weigher((Key key, CachedManifest value) -> value.text().bytes().length)
          .build();

  /**
   * The text of a manifest; whoever comes while it is written writes it too, which is rare.
   *
   * @param written writes it; what it throws is not kept
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
