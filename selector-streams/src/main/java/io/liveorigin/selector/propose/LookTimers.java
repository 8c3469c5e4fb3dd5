package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The instants of the next looks at addresses. There is one instant per address: the latest that
 * was set.
 */
final class LookTimers {
  private record Timer(long instant, Address address) {}

  private final PriorityQueue<Timer> queue =
      new PriorityQueue<>(Comparator.comparingLong(Timer::instant));
  private final Map<Address, Long> current = new HashMap<>();

  void set(Address address, long instant) {
    Long before = current.put(address, instant);
    if (before == null || before != instant) {
      queue.add(new Timer(instant, address));
    }
  }

  void clear(Address address) {
    current.remove(address);
  }

  /** Removes the instants of a track that has ended. */
  void clear(Track track) {
    current.keySet().removeIf(address -> address.track().equals(track));
    queue.removeIf(timer -> timer.address().track().equals(track));
  }

  /** Removes and returns at most {@code limit} addresses whose instant is not after {@code now}. */
  List<Address> takeDue(long now, int limit) {
    List<Address> due = new ArrayList<>();
    while (!queue.isEmpty() && queue.peek().instant() <= now && due.size() < limit) {
      Timer timer = queue.poll();
      if (current.remove(timer.address(), timer.instant())) {
        due.add(timer.address());
      }
    }
    return due;
  }
}
