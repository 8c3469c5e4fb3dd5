package io.liveorigin.contract.notification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The notifications in force at each number of an event. The state is cumulative. For each key, it
 * has the notification with the largest {@code from} that is not above the number, and whose {@code
 * to} is not below it. Among those with the same {@code from}, an operator's comes before a
 * packager's, then the greater id.
 *
 * <p>Between two numbers at which a notification begins or ends, the state is the same. Its text is
 * therefore written once for each such interval, on first use. Usable from any thread; immutable to
 * its readers.
 */
public final class NotificationTimeline {
  /** The later one in this order is in force. */
  private static final Comparator<Notification> PRECEDENCE =
      Comparator.comparingLong(Notification::from)
          .thenComparing(Notification::source, Comparator.reverseOrder())
          .thenComparing(Notification::id);

  private final List<Notification> all;

  /** The distinct keys, sorted. {@link #keyOf} has the index of the key of each of {@link #all}. */
  private final List<String> keys;

  private final int[] keyOf;

  /** First number of each interval, ascending; nothing is in force below the first. */
  private final long[] starts;

  private final AtomicReferenceArray<Optional<String>> fields;

  /**
   * @param all the notifications that count; the caller leaves out revoked ones
   */
  public NotificationTimeline(Collection<Notification> all) {
    this.all = all.stream().sorted(PRECEDENCE).toList();
    this.keys = this.all.stream().map(Notification::key).distinct().sorted().toList();
    this.keyOf = this.all.stream().mapToInt(n -> Collections.binarySearch(keys, n.key())).toArray();
    this.starts =
        this.all.stream()
            .flatMapToLong(
                n ->
                    n.to().isPresent()
                        ? LongStream.of(n.from(), n.last() + 1)
                        : LongStream.of(n.from()))
            .sorted()
            .distinct()
            .toArray();
    this.fields = new AtomicReferenceArray<>(starts.length);
  }

  /** The notifications in force at that number, in the order of their keys. */
  public List<Notification> at(long number) {
    List<Notification> inForce = new ArrayList<>();
    for (int index : winners(number)) {
      if (index >= 0) {
        inForce.add(all.get(index));
      }
    }
    return inForce;
  }

  /** For each key, the index of the notification in force, or -1. */
  private int[] winners(long number) {
    int[] winners = new int[keys.size()];
    Arrays.fill(winners, -1);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).covers(number)) {
        winners[keyOf[i]] = i;
      }
    }
    return winners;
  }

  /**
   * The value of {@code Event-Notifications} at that number, at most {@link
   * NotificationsField#MAX_LENGTH} characters; empty if nothing is in force.
   */
  public Optional<String> field(long number) {
    int interval = interval(number);
    if (interval < 0) {
      return Optional.empty();
    }
    Optional<String> known = fields.get(interval);
    if (known == null) {
      // Two threads may both write it: it is the same text.
      known = NotificationsField.bounded(at(starts[interval]));
      fields.set(interval, known);
    }
    return known;
  }

  /**
   * The length, in characters, of the longest value at any number from that one on, without
   * shortening.
   */
  public int longestFrom(long number) {
    int[] lengths = all.stream().mapToInt(NotificationsField::memberLength).toArray();
    int longest = 0;
    for (int i = Math.max(0, interval(number)); i < starts.length; i++) {
      int length = 0;
      for (int index : winners(starts[i])) {
        length += index < 0 ? 0 : lengths[index] + NotificationsField.SEPARATOR.length();
      }
      longest = Math.max(longest, length - NotificationsField.SEPARATOR.length());
    }
    return Math.max(0, longest);
  }

  /**
   * The notifications that begin at {@code last} or before and reach {@code first}. One with an end
   * lasts until it has ended; one without lasts until another without an end has replaced it. They
   * are in the order of their {@code from}; if two have the same {@code from}, the one that takes
   * precedence comes later.
   */
  public List<Notification> between(long first, long last) {
    Map<String, Notification> lasting = new HashMap<>();
    all.stream()
        .filter(n -> n.to().isEmpty() && n.from() <= first)
        .forEach(n -> lasting.put(n.key(), n));
    return all.stream()
        .filter(n -> n.from() <= last && n.last() >= first)
        .filter(n -> n.to().isPresent() || n.from() > first || n.equals(lasting.get(n.key())))
        .toList();
  }

  /**
   * The largest number up to that one at which a notification begins or is over. While it is the
   * same for {@code first} and for {@code last}, the result of {@link #between} is the same.
   */
  public OptionalLong lastChange(long number) {
    int interval = interval(number);
    return interval < 0 ? OptionalLong.empty() : OptionalLong.of(starts[interval]);
  }

  /** The notifications in force at that number or at a later one. */
  Set<Notification> neededFrom(long number) {
    boolean[] needed = new boolean[all.size()];
    for (int i = Math.max(0, interval(number)); i < starts.length; i++) {
      for (int index : winners(Math.max(number, starts[i]))) {
        if (index >= 0) {
          needed[index] = true;
        }
      }
    }
    return IntStream.range(0, needed.length)
        .filter(i -> needed[i])
        .mapToObj(all::get)
        .collect(Collectors.toSet());
  }

  private int interval(long number) {
    int found = Arrays.binarySearch(starts, number);
    return found >= 0 ? found : -found - 2;
  }
}
