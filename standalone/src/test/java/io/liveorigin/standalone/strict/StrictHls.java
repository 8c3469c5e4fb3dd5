package io.liveorigin.standalone.strict;

import io.liveorigin.packager.schedule.PacingClock;
import io.liveorigin.standalone.playlist.ListedSegment;
import io.liveorigin.standalone.playlist.PlaylistHistory;
import io.liveorigin.standalone.playlist.PlaylistText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that follows an event by its playlists as Media3's ExoPlayer does, every one at once:
 * begins HOLD-BACK behind the end, asks for the next segment's playlist before it is there where
 * the server permits it, and fetches whatever is listed at once, since what is listed is there (RFC
 * 8216bis, 6.2.1). Each version of each playlist is held against the versions before it ({@link
 * PlaylistHistory}). A thread for each playlist, while it runs.
 */
final class StrictHls {
  private static final Pattern VARIANT =
      Pattern.compile("(?m)^#EXT-X-STREAM-INF:[^\n]*\n([^#\n][^\n]*)$");
  private static final Pattern RENDITION = Pattern.compile("(?m)^#EXT-X-MEDIA:.*URI=\"([^\"]*)\"");
  private static final String CONTROL = "#EXT-X-SERVER-CONTROL";

  private final URI master;
  private final PacingClock pace;
  private final StrictReport report = new StrictReport();
  private final StrictHttp http;

  StrictHls(URI master, PacingClock pace) {
    this.master = master;
    this.pace = pace;
    this.http = new StrictHttp(report, pace);
  }

  /** Follows until that instant, epoch ms, and to the end of what is listed then. */
  StrictReport follow(long until) throws InterruptedException {
    Optional<byte[]> text = http.get("manifest", master);
    if (text.isEmpty()) {
      return report;
    }
    List<Thread> threads = new ArrayList<>();
    for (String playlist : playlists(new String(text.get(), StandardCharsets.UTF_8))) {
      Thread thread = new Thread(() -> follow(playlist, until), "strict-hls-" + playlist);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return report;
  }

  static List<String> playlists(String master) {
    List<String> found = new ArrayList<>();
    for (Pattern pattern : List.of(VARIANT, RENDITION)) {
      Matcher matcher = pattern.matcher(master);
      while (matcher.find()) {
        if (!found.contains(matcher.group(1))) {
          found.add(matcher.group(1));
        }
      }
    }
    return found;
  }

  private void follow(String playlist, long until) {
    try {
      PlaylistHistory history = new PlaylistHistory();
      String query = "";
      long next = -1;
      Optional<String> map = Optional.empty();
      while (true) {
        URI url = master.resolve(playlist);
        Optional<byte[]> body = http.get("playlist", url.resolve(url.getPath() + query));
        if (body.isEmpty()) {
          return;
        }
        PlaylistText text = PlaylistText.read(new String(body.get(), StandardCharsets.UTF_8));
        history.add(text).forEach(fault -> report.fault(pace.now(), url.getPath() + ": " + fault));
        if (next < 0) {
          next = begin(history.segments(), text);
        }
        for (ListedSegment segment : history.segments()) {
          if (segment.number() >= next) {
            map = fetch(segment, map, url);
          }
        }
        next = Math.max(next, text.last() + 1);
        if (text.ended() || pace.now() >= until) {
          return;
        }
        boolean blocks =
            text.attribute(CONTROL, "CAN-BLOCK-RELOAD").filter("YES"::equals).isPresent();
        query = blocks ? "?_HLS_msn=" + next : "";
        if (!blocks) {
          pace.until(pace.now() + 1000 * text.number(PlaylistText.TARGET_DURATION, 1));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long begin(List<ListedSegment> segments, PlaylistText text) {
    double holdBack = text.attribute(CONTROL, "HOLD-BACK").map(Double::parseDouble).orElse(6.0);
    double behind = 0;
    for (int i = segments.size() - 1; i >= 0; i--) {
      behind += segments.get(i).seconds();
      if (behind >= holdBack) {
        return segments.get(i).number();
      }
    }
    return segments.isEmpty() ? -1 : segments.get(0).number();
  }

  private Optional<String> fetch(ListedSegment segment, Optional<String> map, URI playlist)
      throws InterruptedException {
    if (!segment.map().equals(map) && segment.map().isPresent()) {
      http.get("init", playlist.resolve(segment.map().get()));
    }
    // ExoPlayer takes a gap for loaded, without samples.
    if (!segment.gap()) {
      http.get("segment", playlist.resolve(segment.uri()));
    }
    return segment.map();
  }
}
