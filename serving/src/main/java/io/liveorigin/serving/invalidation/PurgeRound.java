package io.liveorigin.serving.invalidation;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * One round of requests to one CDN node: some at a time, each until it is answered. After a failure
 * the node is left alone for a while, longer each time. Guarded by its owner; instants are epoch
 * ms.
 */
final class PurgeRound {
  private static final int AT_A_TIME = 8;
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 15_000;

  private final Queue<PurgeRequest> left = new ArrayDeque<>();
  private final int requests;
  private int underWay;
  private int answered;
  private int failures;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private long quietUntil;
  private Optional<String> lastError = Optional.empty();

  PurgeRound(List<PurgeRequest> requests) {
    this.left.addAll(requests);
    this.requests = requests.size();
  }

  /** Hands over what may be sent now. */
  void sendDue(long now, Consumer<PurgeRequest> send) {
    while (now >= quietUntil && underWay < AT_A_TIME && !left.isEmpty()) {
      underWay++;
      send.accept(left.remove());
    }
  }

  /** The outcome of a request that was handed over. */
  void outcome(PurgeRequest request, Optional<String> failure, long now) {
    underWay--;
    if (failure.isEmpty()) {
      answered++;
      pauseMillis = FIRST_PAUSE_MILLIS;
      return;
    }
    failures++;
    lastError = failure;
    left.add(request);
    if (now >= quietUntil) {
      quietUntil = now + pauseMillis;
      pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }
  }

  boolean done() {
    return answered == requests;
  }

  int requests() {
    return requests;
  }

  int answered() {
    return answered;
  }

  int failures() {
    return failures;
  }

  Optional<String> lastError() {
    return lastError;
  }
}
