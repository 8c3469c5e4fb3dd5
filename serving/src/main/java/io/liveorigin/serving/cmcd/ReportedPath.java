package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.event.LiveEvent;
import java.util.Optional;
import java.util.function.Function;

/**
 * The segment that a URL in a report names. Of the URL only the path counts: host and query are
 * those of the CDN, and the query may hold a token of the viewer. A CDN may have put folders before
 * the path.
 *
 * @param event the declared event
 * @param address the media segment, if it is one
 */
record ReportedPath(LiveEvent event, Optional<SegmentAddress> address) {
  private static final int MOST_FOLDERS = 6;

  /** Reads a URL, or an absolute path. Never throws. */
  static Optional<ReportedPath> read(String url, Function<EventId, Optional<LiveEvent>> declared) {
    int scheme = url.indexOf("://");
    int from = scheme < 0 ? 0 : url.indexOf('/', scheme + 3);
    String path = from < 0 ? "" : withoutQuery(url.substring(from));
    for (int folder = 0; folder <= MOST_FOLDERS && !path.isEmpty(); folder++) {
      Optional<ReportedPath> found =
          SegmentUrls.split(path)
              .flatMap(
                  split ->
                      declared
                          .apply(split.event())
                          .map(event -> new ReportedPath(event, segment(event, split.rest()))));
      if (found.isPresent()) {
        return found;
      }
      int next = path.indexOf('/', 1);
      path = next < 0 ? "" : path.substring(next);
    }
    return Optional.empty();
  }

  private static String withoutQuery(String path) {
    int end = path.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = path.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    return path.substring(0, end);
  }

  private static Optional<SegmentAddress> segment(LiveEvent event, String rest) {
    Resource resource = event.urls().resolve(rest);
    if (resource instanceof Resource.Media media) {
      return Optional.of(media.address());
    }
    return resource instanceof Resource.Text text ? Optional.of(text.address()) : Optional.empty();
  }
}
