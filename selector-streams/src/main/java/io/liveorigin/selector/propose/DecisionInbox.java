package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.selector.store.DecisionStore.Applied;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The decisions that a task has read back from the log and not looked at yet. The processors that
 * read decisions put them in; the one that proposes takes them out. Both run on the task's stream
 * thread.
 */
public final class DecisionInbox {
  private final List<Address> accepted = new ArrayList<>();
  private final List<Applied.OutOfTime> outOfTime = new ArrayList<>();

  /**
   * The task begins. Entries of an earlier task of the partition are of no use: the new task looks
   * at every address that is not final.
   */
  public void begin() {
    accepted.clear();
    outOfTime.clear();
  }

  /** A record of the log was applied to the store. */
  public void applied(Applied applied) {
    applied.accepted().map(Decision::address).ifPresent(accepted::add);
    if (applied instanceof Applied.OutOfTime ignored) {
      outOfTime.add(ignored);
    }
  }

  /**
   * Removes and returns the addresses whose decisions were accepted since the last call: their
   * candidates need another look.
   */
  List<Address> takeAccepted() {
    return take(accepted, address -> address);
  }

  /**
   * Removes and returns the decisions that were ignored since the last call because they were
   * written too early or too late.
   */
  List<Applied.OutOfTime> takeOutOfTime() {
    return take(outOfTime, ignored -> ignored.decision().address());
  }

  /** Media segments first, then init segments; each in the order in which they were read. */
  private static <T> List<T> take(List<T> from, Function<T, Address> address) {
    if (from.isEmpty()) {
      return List.of();
    }
    List<T> taken = new ArrayList<>(from);
    from.clear();
    taken.sort(Comparator.comparing(item -> address.apply(item) instanceof InitAddress));
    return taken;
  }
}
