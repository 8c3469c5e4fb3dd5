package io.liveorigin.serving.invalidation;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * One round of requests to one CDN node. Several are under way at a time, and each is repeated
 * until the node has answered it. The number at a time adapts: it grows by one when as many have
 * been answered as may be under way, and is halved after a failure. After a failure the node is
 * also left alone for a while, longer each time. The maximum is low, because a request that renews
 * a node's copy is also one to the origin, whose viewers have precedence. Guarded by its owner;
 * instants are epoch ms.
 */
final class PurgeRound {
  private static final int FIRST_AT_A_TIME = 4;
  private static final int MOST_AT_A_TIME = 8;
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 15_000;

  private final PurgePlan plan;

  /** Requests that failed, to be sent once more; at most as many as were under way. */
  private final Queue<PurgeRequest> again = new ArrayDeque<>();

  private int atATime = FIRST_AT_A_TIME;
  private int underWay;

  /** Successes since the last failure or change of {@link #atATime}. */
  private int inARow;

  private boolean sending;
  private long answered;
  private int failures;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private long quietUntil;
  private Optional<String> lastError = Optional.empty();

  PurgeRound(PurgePlan plan) {
    this.plan = plan;
  }

  /**
   * Hands over the requests that may be sent now. An outcome may arrive before {@code send}
   * returns.
   */
  void sendDue(long now, Consumer<PurgeRequest> send) {
    if (sending) {
      return;
    }
    sending = true;
    try {
      while (now >= quietUntil && underWay < atATime && left()) {
        underWay++;
        send.accept(again.isEmpty() ? plan.requests().next() : again.remove());
      }
    } finally {
      sending = false;
    }
  }

  private boolean left() {
    return !again.isEmpty() || plan.requests().hasNext();
  }

  /** Records the outcome of a request that was handed over. */
  void outcome(PurgeRequest request, Optional<String> failure, long now) {
    underWay--;
    if (failure.isEmpty()) {
      answered++;
      pauseMillis = FIRST_PAUSE_MILLIS;
      inARow++;
      if (inARow >= atATime && atATime < MOST_AT_A_TIME) {
        atATime++;
        inARow = 0;
      }
      return;
    }
    inARow = 0;
    failures++;
    lastError = failure;
    again.add(request);
    if (now >= quietUntil) {
      quietUntil = now + pauseMillis;
      pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
      atATime = Math.max(1, atATime / 2);
    }
  }

  boolean done() {
    return answered == plan.count();
  }

  long requests() {
    return plan.count();
  }

  long answered() {
    return answered;
  }

  int failures() {
    return failures;
  }

  Optional<String> lastError() {
    return lastError;
  }
}
