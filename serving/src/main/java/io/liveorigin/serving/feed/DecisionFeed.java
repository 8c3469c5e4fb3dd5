package io.liveorigin.serving.feed;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.kafka.Partitions;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;

/**
 * Announces decisions on media segments, as they become visible on this node, to the clients that
 * follow their event. An announcement about an event that nobody follows costs a write and a read
 * of memory. Any thread.
 *
 * <p>No decision is missed. A client joins first, then it is determined which decisions it has
 * missed. A decision that was visible before is found by that, or by the client in the store; one
 * that becomes visible later is announced.
 */
public final class DecisionFeed {
  /** Decisions that are kept for all events together, about 3 kB each. */
  private static final int KEPT = 4_096;

  /** Decisions that are kept of an event, however many there are. */
  private static final int LEAST = 64;

  /** Events with a feed, above which those that nobody follows are dropped at once. */
  private static final int MOST_FEEDS = 128;

  private static final long UNKNOWN = -1;

  private final int partitions;
  private final Map<FeedKey, EventFeed> feeds = new ConcurrentHashMap<>();

  /** By partition: the offset of the last decision that became visible. */
  private final AtomicLongArray visible;

  /**
   * Creates a feed that nobody follows.
   *
   * @param partitions the number of partitions of every topic
   */
  public DecisionFeed(int partitions) {
    this.partitions = partitions;
    this.visible = new AtomicLongArray(partitions);
    for (int partition = 0; partition < partitions; partition++) {
      visible.set(partition, UNKNOWN);
    }
  }

  /** Announces a decision that look-ups see from now on. Waits for no client and writes no text. */
  public void accepted(SegmentAddress address, Decision decision, RecordPosition position) {
    // First, so that a client that joins between these lines has the decision in its window.
    visible.set(position.partition(), position.offset());
    EventFeed feed = feeds.get(FeedKey.of(address.track()));
    if (feed != null) {
      feed.add(
          new FeedEntry(decision, position.partition(), position.offset()),
          Math.max(LEAST, KEPT / feeds.size()));
    }
  }

  /** From now on, decisions of the partition may become visible without an announcement. */
  public void lost(int partition) {
    visible.set(partition, UNKNOWN);
    feeds.values().forEach(feed -> feed.lost(partition));
  }

  /** Adds a client that follows the event, from its last position on if that is possible. */
  void join(LiveEvent event, FeedStream stream, FeedPosition last) {
    EventFeed feed =
        feeds.compute(
            FeedKey.of(event),
            (key, known) ->
                (known == null ? new EventFeed(key.incarnation()) : known).reserve(stream));
    // Only now: what becomes visible after this look is announced to the feed.
    for (int partition = 0; partition < partitions; partition++) {
      feed.since(partition, visible(partition));
    }
    feed.join(stream, last, partitions(event, stream), this::visible);
  }

  /** Has the client read its window again. */
  void reset(LiveEvent event, FeedStream stream) {
    stream.reset(
        EventFeed.position(
            event.definition().incarnation(), partitions(event, stream), this::visible));
  }

  void leave(FeedKey event, FeedStream stream, long now) {
    feeds.computeIfPresent(
        event,
        (key, feed) -> {
          feed.leave(stream, now);
          return feed;
        });
    retire(now);
  }

  /** Forgets what nobody has followed for a while. */
  void retire(long now) {
    long kept = feeds.size() > MOST_FEEDS ? 0 : EventFeed.KEPT_MILLIS;
    for (FeedKey event : feeds.keySet()) {
      feeds.computeIfPresent(event, (key, feed) -> feed.isIdle(now, kept) ? null : feed);
    }
  }

  /** The count of events with a feed. */
  int feeds() {
    return feeds.size();
  }

  private OptionalLong visible(int partition) {
    long offset = visible.get(partition);
    return offset == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  private Set<Integer> partitions(LiveEvent event, FeedStream stream) {
    String only = stream.request().representation();
    return event.definition().representations().stream()
        .map(each -> each.id())
        .filter(id -> only.equals(FeedClient.Request.ALL) || only.equals(id))
        .map(id -> Partitions.of(event.track(id), partitions))
        .collect(Collectors.toSet());
  }
}
