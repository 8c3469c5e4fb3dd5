package io.liveorigin.selector.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds stream threads whose state updater has ended. Kafka Streams restores tasks in a second
 * thread beside each stream thread. If that thread dies (KAFKA-20819), the stream thread waits for
 * it for ever, looks alive, and its tasks decide nothing; only another process helps. One thread
 * uses an instance.
 */
final class StateUpdaters {
  private static final String STREAM_THREAD = "-StreamThread-";
  private static final String UPDATER = "-StateUpdater-";

  /** A replaced stream thread may keep its name, and its state updater starts later. */
  static final long GRACE_MILLIS = 10_000;

  /** Names of state updaters that have been alive. */
  private final Set<String> seen = new HashSet<>();

  /** Stream threads without their state updater, and since when, epoch ms. */
  private final Map<String, Long> without = new HashMap<>();

  /**
   * Returns the names of the stream threads whose state updater has been alive, and has not been
   * for {@link #GRACE_MILLIS}.
   *
   * @param streamThreads names of the stream threads that live and are not being stopped
   * @param alive names of all threads that are alive
   * @param now epoch ms
   */
  List<String> lost(Collection<String> streamThreads, Set<String> alive, long now) {
    alive.stream().filter(name -> name.contains(UPDATER)).forEach(seen::add);
    Set<String> lacking =
        streamThreads.stream()
            .filter(name -> seen.contains(updater(name)) && !alive.contains(updater(name)))
            .collect(Collectors.toSet());
    without.keySet().retainAll(lacking);
    lacking.forEach(name -> without.putIfAbsent(name, now));
    return lacking.stream()
        .filter(name -> now - without.get(name) >= GRACE_MILLIS)
        .sorted()
        .toList();
  }

  private static String updater(String streamThread) {
    return streamThread.replace(STREAM_THREAD, UPDATER);
  }

  /** Returns the names of all threads of this process that are alive. */
  static Set<String> threadsAlive() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[2 * root.activeCount() + 64];
    int count = root.enumerate(threads);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < count; i++) {
      names.add(threads[i].getName());
    }
    return names;
  }
}
