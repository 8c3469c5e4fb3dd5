package io.liveorigin.serving.invalidation;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.serving.hls.DeliveryDirectives;
import io.liveorigin.serving.request.RequestRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Which requests an invalidation is for one CDN node: made one by one as they are asked for,
 * because a window of a day has a hundred thousand URLs. Pure; instants are epoch ms.
 *
 * @param count how many there are
 * @param requests they, in their order; once
 */
record PurgePlan(long count, Iterator<PurgeRequest> requests) {
  /** No request. */
  static final PurgePlan NONE = new PurgePlan(0, Collections.emptyIterator());

  private static final String SURROGATE_KEY = "Surrogate-Key";

  /** Packagers may be ahead of the clock, and so may be what is cached. */
  private static final long AHEAD = 5;

  /**
   * A segment that has begun may be listed before it is due, and clients ask for the one after it.
   */
  private static final long ASKED_AHEAD = 2;

  /** The newest numbers first: those are watched by most. */
  static PurgePlan of(Invalidation order, LiveEvent event, CdnNode node, long now) {
    return switch (node.style()) {
      case BAN -> {
        List<String> keys = keys(order, event, now);
        yield new PurgePlan(
            keys.size(),
            keys.stream()
                .map(key -> new PurgeRequest("BAN", node.uri("/"), with(node, key)))
                .iterator());
      }
      case PURGE -> byUrl("PURGE", order, event, node, now);
      case REFRESH -> byUrl("GET", order, event, node, now);
    };
  }

  private static Map<String, String> with(CdnNode node, String key) {
    Map<String, String> headers = new TreeMap<>(node.headers());
    headers.put(SURROGATE_KEY, key);
    return headers;
  }

  private static PurgePlan byUrl(
      String method, Invalidation order, LiveEvent event, CdnNode node, long now) {
    List<Track> tracks =
        event.definition().representations().stream()
            .map(Representation::id)
            .filter(order::coversRepresentation)
            .map(event::track)
            .toList();
    List<String> single = single(order, event, tracks, node.style(), now);
    long newest = last(order, event, now);
    List<LongFunction<String>> urls = urls(event, tracks);
    long segments = Math.max(0, newest - first(order, event, now) + 1) * urls.size();
    Stream<String> paths =
        Stream.concat(
            single.stream(), LongStream.range(0, segments).mapToObj(i -> segment(urls, newest, i)));
    return new PurgePlan(
        single.size() + segments,
        paths.map(path -> new PurgeRequest(method, node.uri(path), node.headers())).iterator());
  }

  /**
   * What an event has one of, or one for each track. Of these only {@code FailoverContent} of an
   * MPD changes when another copy of a segment is served, and an MPD is fresh for seconds; lines of
   * a playlist never change (ADR 31). A version of an init segment has its digest in its URL, so it
   * is never wrong.
   */
  private static List<String> single(
      Invalidation order, LiveEvent event, List<Track> tracks, PurgeStyle style, long now) {
    if (!order.wholeEvent()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    names.add(SegmentUrls.MPD_NAME);
    names.add(SegmentUrls.MASTER_NAME);
    List<String> queries = playlistQueries(event, style, now);
    for (Track track : tracks) {
      String name = SegmentUrls.mediaPlaylistName(track.representation());
      if (!name.equals(SegmentUrls.MASTER_NAME)) {
        queries.forEach(query -> names.add(name + query));
      }
    }
    return Stream.concat(
            names.stream().map(name -> "/" + event.id() + "/" + name),
            tracks.stream().map(track -> event.urls().path(new InitAddress(track))))
        .toList();
  }

  /**
   * What a cache may have of a media playlist: without directives, and of those with one what
   * clients at the end have just asked for; the origin lets caches keep no other. A GET with a
   * number would be held or refused, so those that are told to fetch keep such an answer for its 6
   * target durations: nobody who has it asks again.
   */
  private static List<String> playlistQueries(LiveEvent event, PurgeStyle style, long now) {
    List<String> queries = new ArrayList<>(List.of("", query(OptionalLong.empty(), true)));
    if (style == PurgeStyle.PURGE) {
      long edge = event.schedule().liveEdge(now);
      for (long number = edge + ASKED_AHEAD; number >= edge - RequestRule.LIVE_NUMBERS; number--) {
        queries.add(query(OptionalLong.of(number), false));
        queries.add(query(OptionalLong.of(number), true));
      }
    }
    return queries;
  }

  private static String query(OptionalLong number, boolean skip) {
    return "?" + new DeliveryDirectives(number, skip).canonical();
  }

  /** The URLs of a number: one for each track, and another one where it is served as text too. */
  private static List<LongFunction<String>> urls(LiveEvent event, List<Track> tracks) {
    List<LongFunction<String>> urls = new ArrayList<>();
    for (Track track : tracks) {
      urls.add(number -> event.urls().path(new SegmentAddress(track, number)));
      if (event.definition().representation(track.representation()).orElseThrow().webVtt()) {
        urls.add(number -> event.urls().textPath(new SegmentAddress(track, number)));
      }
    }
    return urls;
  }

  /** All URLs of the newest number, then those of the one before. */
  private static String segment(List<LongFunction<String>> urls, long newest, long index) {
    return urls.get((int) (index % urls.size())).apply(newest - index / urls.size());
  }

  /**
   * A key covers more than it must where the range does not fill its numbers: that costs a fetch.
   */
  private static List<String> keys(Invalidation order, LiveEvent event, long now) {
    if (order.wholeEvent()) {
      return List.of(SurrogateKeys.event(event.id()));
    }
    List<String> keys = new ArrayList<>();
    long oldest = SurrogateKeys.bucket(first(order, event, now));
    long newest = SurrogateKeys.bucket(last(order, event, now));
    for (long bucket = newest; bucket >= oldest; bucket--) {
      long number = bucket * SurrogateKeys.NUMBERS_PER_KEY;
      keys.add(
          order.pipeline().equals(Invalidation.ALL)
              ? SurrogateKeys.numbers(event.id(), number)
              : SurrogateKeys.numbers(event.id(), number, order.pipeline()));
    }
    return keys;
  }

  /** What has left the window is 410 for good, and was never cached for longer. */
  private static long first(Invalidation order, LiveEvent event, long now) {
    return Math.max(order.from(), event.schedule().windowStart(now));
  }

  private static long last(Invalidation order, LiveEvent event, long now) {
    return Math.min(order.to(), event.schedule().liveEdge(now) + AHEAD);
  }
}
