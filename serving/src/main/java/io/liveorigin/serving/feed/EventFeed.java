package io.liveorigin.serving.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The latest decisions of one incarnation of an event, and who follows it. It exists while somebody
 * follows the event and for a while after that, so that a client that comes back can go on. Any
 * thread. No method waits for a client or writes text; the longest one looks at all decisions that
 * are kept.
 */
final class EventFeed {
  /** How long it is kept without a client, ms. */
  static final long KEPT_MILLIS = 120_000;

  private final long incarnation;

  /** Guarded by this. */
  private final Deque<FeedEntry> recent = new ArrayDeque<>();

  /**
   * By partition: every decision of the event that became visible here and has a larger offset is
   * in {@link #recent}. Without an entry, it is unknown which decisions came before. Guarded by
   * this.
   */
  private final Map<Integer, Long> complete = new HashMap<>();

  /** Guarded by this. */
  private final List<FeedStream> streams = new ArrayList<>();

  /** Clients that follow or are about to. Guarded by this. */
  private final Set<FeedStream> users = new HashSet<>();

  /** Epoch ms. Guarded by this. */
  private long leftAt;

  EventFeed(long incarnation) {
    this.incarnation = incarnation;
  }

  /** Keeps this feed for a client that is about to join, until it leaves. */
  synchronized EventFeed reserve(FeedStream stream) {
    users.add(stream);
    return this;
  }

  /** Notes the decisions that were visible before this feed began to learn of decisions. */
  synchronized void since(int partition, OptionalLong offset) {
    offset.ifPresent(last -> complete.putIfAbsent(partition, last));
  }

  /**
   * Adds a decision and queues it for those who follow.
   *
   * @param most how many decisions are kept
   */
  synchronized void add(FeedEntry entry, int most) {
    if (complete.putIfAbsent(entry.partition(), entry.offset() - 1) == null) {
      // Before this one, decisions may have become visible that were not announced.
      streams.forEach(FeedStream::behind);
    }
    recent.add(entry);
    while (recent.size() > most) {
      FeedEntry old = recent.poll();
      complete.merge(old.partition(), old.offset(), Math::max);
    }
    streams.forEach(stream -> stream.offer(entry));
  }

  /** Decisions of the partition may become visible without an announcement. */
  synchronized void lost(int partition) {
    recent.removeIf(entry -> entry.partition() == partition);
    complete.remove(partition);
    streams.forEach(FeedStream::behind);
  }

  /**
   * Adds a client: it goes on after its position if everything since then is here, or begins anew.
   *
   * @param position the last of the client; one of another incarnation is none
   * @param partitions those of the tracks that it follows
   * @param visible the offset of the last decision of a partition that is visible here
   */
  synchronized void join(
      FeedStream stream,
      FeedPosition position,
      Set<Integer> partitions,
      IntFunction<OptionalLong> visible) {
    FeedPosition last = position.incarnation() == incarnation ? position : FeedPosition.NONE;
    List<FeedEntry> missed = new ArrayList<>();
    for (FeedEntry entry : recent) {
      OptionalLong got = last.of(entry.partition());
      if (stream.request().wants(entry) && got.isPresent() && entry.offset() > got.getAsLong()) {
        missed.add(entry);
      }
    }
    boolean resumes =
        missed.size() < FeedStream.MOST
            && partitions.stream().allMatch(each -> isComplete(each, last, visible));
    if (resumes) {
      stream.resume(last.in(partitions), missed);
    } else {
      stream.reset(position(incarnation, partitions, visible));
    }
    streams.add(stream);
  }

  private boolean isComplete(int partition, FeedPosition last, IntFunction<OptionalLong> visible) {
    OptionalLong got = last.of(partition);
    Long since = complete.get(partition);
    return got.isPresent()
        && since != null
        && got.getAsLong() >= since
        // A larger offset is of another node, or of a topic that was created again.
        && got.getAsLong() <= Math.max(since, visible.apply(partition).orElse(-1));
  }

  static FeedPosition position(
      long incarnation, Set<Integer> partitions, IntFunction<OptionalLong> visible) {
    FeedPosition position = new FeedPosition(incarnation);
    for (int partition : partitions) {
      OptionalLong offset = visible.apply(partition);
      if (offset.isPresent()) {
        position = position.with(partition, offset.getAsLong());
      }
    }
    return position;
  }

  /** Removes a client, also one that never joined. A second call does nothing. */
  synchronized void leave(FeedStream stream, long now) {
    boolean followed = streams.remove(stream);
    if (users.remove(stream) || followed) {
      leftAt = now;
    }
  }

  /** Whether nobody follows, and has not for a while. */
  synchronized boolean isIdle(long now, long kept) {
    return users.isEmpty() && now - leftAt >= kept;
  }
}
