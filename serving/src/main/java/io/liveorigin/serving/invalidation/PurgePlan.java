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
 * The requests that carry out an invalidation at one CDN node. They are made one by one on demand,
 * because a window of a day has a hundred thousand URLs. Pure; instants are epoch ms.
 *
 * @param count how many there are
 * @param requests in their order; can be iterated once
 */
record PurgePlan(long count, Iterator<PurgeRequest> requests) {
  /** No request. */
  static final PurgePlan NONE = new PurgePlan(0, Collections.emptyIterator());

  private static final String SURROGATE_KEY = "Surrogate-Key";

  /** Packagers may be this many segments ahead of the clock, and so may cached responses. */
  private static final long AHEAD = 5;

  /**
   * A segment that has begun may be listed before it is due, and clients then request the one after
   * it.
   */
  private static final long ASKED_AHEAD = 2;

  /** The requests for an order, the newest numbers first, because most viewers watch those. */
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
   * The URLs that an event has once, or once for each track. When another copy of a segment is
   * served, only {@code FailoverContent} of an MPD changes among them, and an MPD is fresh for
   * seconds; lines of a playlist never change (ADR 31). A version of an init segment has its digest
   * in its URL, so it is never wrong.
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
   * The queries of a media playlist that a cache may have stored: those without a number, and those
   * with a number that clients at the end of the playlist have just requested. The origin lets
   * caches keep no other. A GET with a number would be held or refused, so a node that refreshes by
   * GET keeps its response for 6 target durations: a client that has it does not request it again.
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

  /**
   * The URLs of a number: one for each track, and another one if the track is also served as text.
   */
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

  /**
   * The URL with that index: all URLs of the newest number come first, then those of the one
   * before.
   */
  private static String segment(List<LongFunction<String>> urls, long newest, long index) {
    return urls.get((int) (index % urls.size())).apply(newest - index / urls.size());
  }

  /**
   * The surrogate keys of an order. If the ends of its range are not on the bounds of a key, a key
   * covers more than it must, which costs extra fetches.
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

  /** Numbers that have left the window are 410 for good, and were never cached for longer. */
  private static long first(Invalidation order, LiveEvent event, long now) {
    return Math.max(order.from(), event.schedule().windowStart(now));
  }

  private static long last(Invalidation order, LiveEvent event, long now) {
    return Math.min(order.to(), event.schedule().liveEdge(now) + AHEAD);
  }
}
