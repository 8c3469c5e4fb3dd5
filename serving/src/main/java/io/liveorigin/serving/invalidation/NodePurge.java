package io.liveorigin.serving.invalidation;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One order on its way to one CDN node. It is sent in two rounds, because a cell that was paused
 * may have responded to the node between its last report and the end of its session. Guarded by its
 * owner; instants are epoch ms.
 */
final class NodePurge {
  private enum State {
    WAITING,
    FIRST,
    AGAIN_LATER,
    SECOND,
    DONE,
    GIVEN_UP
  }

  /** What the owner knows at one instant. */
  record TickContext(long now, boolean cellsSettled, long giveUpAt) {}

  private final CdnNode node;
  private final Supplier<PurgePlan> plan;
  private final long sessionTimeoutMillis;
  private State state = State.WAITING;
  private PurgeRound round = new PurgeRound(PurgePlan.NONE);
  private long againAt;
  private int earlierFailures;
  private Optional<Long> firstAnsweredAt = Optional.empty();

  /**
   * @param plan supplies the requests to send, at the start of each round
   */
  NodePurge(CdnNode node, Supplier<PurgePlan> plan, long sessionTimeoutMillis) {
    this.node = node;
    this.plan = plan;
    this.sessionTimeoutMillis = sessionTimeoutMillis;
  }

  /** Proceeds as far as it can now. */
  void tick(TickContext moment, Consumer<PurgeRequest> send) {
    if (over()) {
      return;
    }
    if (moment.now() >= moment.giveUpAt()) {
      state = State.GIVEN_UP;
      return;
    }
    if (state == State.WAITING && moment.cellsSettled()) {
      begin(State.FIRST);
    } else if (state == State.AGAIN_LATER && moment.now() >= againAt && moment.cellsSettled()) {
      begin(State.SECOND);
    }
    round.sendDue(moment.now(), send);
    if (state == State.FIRST && round.done()) {
      state = State.AGAIN_LATER;
      firstAnsweredAt = Optional.of(moment.now());
      againAt = moment.now() + sessionTimeoutMillis;
    } else if (state == State.SECOND && round.done()) {
      state = State.DONE;
    }
  }

  private void begin(State next) {
    earlierFailures += round.failures();
    round = new PurgeRound(plan.get());
    state = next;
  }

  /** Records the outcome of a request, and sends the requests that may follow it. */
  void outcome(
      PurgeRequest request, Optional<String> failure, long now, Consumer<PurgeRequest> send) {
    round.outcome(request, failure, now);
    if (!over()) {
      round.sendDue(now, send);
    }
  }

  boolean over() {
    return state == State.DONE || state == State.GIVEN_UP;
  }

  PurgeStatus.Node status() {
    return new PurgeStatus.Node(
        node.name(),
        state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        round.requests(),
        round.answered(),
        earlierFailures + round.failures(),
        round.lastError(),
        firstAnsweredAt);
  }
}
