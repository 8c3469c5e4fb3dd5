package io.liveorigin.selector.store;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Changes of the store that record "this has been reported". A crash may lose records that were
 * sent since the last commit and keep entries that were stored since. Therefore such a change is
 * made only when everything that was sent before it is certain to have been committed. Until then,
 * a restart repeats the report, with the same ids. Stream thread.
 */
public final class AfterCommitWrites {
  /** Many commit intervals: a commit waits for the acknowledgement of everything that was sent. */
  public static final long CERTAIN_AFTER_MILLIS = 30_000;

  private record Change(long certainAt, Runnable change) {}

  private final Queue<Change> changes = new ArrayDeque<>();

  /**
   * Schedules a change, to be made when everything that was sent at {@code now} (epoch ms) has been
   * committed.
   */
  public void make(long now, Runnable change) {
    changes.add(new Change(now + CERTAIN_AFTER_MILLIS, change));
  }

  /** Makes the changes whose time has come. */
  public void run(long now) {
    while (!changes.isEmpty() && changes.peek().certainAt() <= now) {
      changes.remove().change().run();
    }
  }
}
