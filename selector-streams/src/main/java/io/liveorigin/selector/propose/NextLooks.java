package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.Address;
import io.liveorigin.selector.store.DecisionStore.Applied;
import io.liveorigin.selector.task.TaskSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses that need a look at a tick: those whose decisions were read back, and those whose
 * instant has come. Stream thread.
 */
public final class NextLooks {
  /**
   * Pause before a decision is proposed again that was not too early but was written to the log too
   * late.
   */
  private static final long TOO_LATE_PAUSE_MILLIS = 200;

  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final TaskSettings settings;
  private final DecisionInbox readBack;
  private final LookQueue lookQueue;
  private final ProposalsInFlight inFlight;

  public NextLooks(
      TaskSettings settings,
      DecisionInbox readBack,
      LookQueue lookQueue,
      ProposalsInFlight inFlight) {
    this.settings = settings;
    this.readBack = readBack;
    this.lookQueue = lookQueue;
    this.inFlight = inFlight;
  }

  /**
   * Removes and returns the addresses to look at.
   *
   * @param now epoch ms
   * @param limit maximum number of addresses whose instant has come
   */
  public List<Address> take(long now, int limit) {
    List<Address> wanted = new ArrayList<>(readBack.takeAccepted());
    readBack.takeOutOfTime().forEach(ignored -> outOfTime(ignored, now));
    boolean doubt = settings.clock().inaccuracy().isPresent();
    wanted.addAll(lookQueue.takeDue(doubt ? Watermark.UNKNOWN : now, limit));
    return wanted;
  }

  private static long pause(Applied.OutOfTime ignored) {
    return ignored instanceof Applied.TooEarly early
        ? Math.min(early.millis(), LONGEST_PAUSE_MILLIS)
        : TOO_LATE_PAUSE_MILLIS;
  }

  /**
   * No cell accepted the decision. A decision of this cell is proposed once more, when the broker's
   * time has come, too.
   */
  private void outOfTime(Applied.OutOfTime ignored, long now) {
    if (ignored instanceof Applied.TooEarly early) {
      settings.monitor().early(early.decision(), early.millis());
    }
    if (ignored.decision().cell().equals(settings.cell())) {
      inFlight.lost(ignored.decision());
      lookQueue.addUntil(ignored.decision().address(), now + pause(ignored));
    }
  }
}
