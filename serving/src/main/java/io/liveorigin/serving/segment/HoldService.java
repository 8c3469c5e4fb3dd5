package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.request.Route;
import java.util.concurrent.Executor;

/**
 * Holds requests for segments that are not decided, and looks into the index once more for all that
 * wait for the same segment: see {@link HoldRegistry}. Any thread; never blocks.
 */
public final class HoldService {
  private final HoldRegistry holds;
  private final HoldSettings settings;
  private final DecisionIndex index;
  private final Executor looks;
  private final HeldTimes times;

  /**
   * @param looks runs the first waiter's query of the index, which may block
   */
  public HoldService(
      HoldRegistry holds,
      HoldSettings settings,
      DecisionIndex index,
      Executor looks,
      HeldTimes times) {
    this.times = times;
    this.holds = holds;
    this.settings = settings;
    this.index = index;
    this.looks = looks;
  }

  /** Whether requests are held at all. */
  boolean on() {
    return settings.on();
  }

  /**
   * The instant until which a request for something other than a segment is held, epoch ms.
   *
   * @param arrived epoch ms
   * @param needed minimum time, ms: the request is held this long whatever the settings say,
   *     because a shorter wait would be in vain
   * @param longest maximum time, ms
   */
  public long deadline(long arrived, long needed, long longest) {
    return arrived + Math.min(longest, Math.max(needed, settings.longest().toMillis()));
  }

  /**
   * The instant until which a request is held, epoch ms. A request is not held if that has passed.
   *
   * @param arrived epoch ms
   */
  long deadline(Route.Segment route, long arrived) {
    return settings.deadline(arrived, route.of().missing(route.address()));
  }

  /**
   * Registers a request.
   *
   * @param client address of the client, for its cap on held requests
   * @param deadline when the request is released at the latest, epoch ms
   * @throws java.util.concurrent.RejectedExecutionException while the node stops; requests that
   *     were registered are released by then
   */
  public HoldRegistration register(SegmentAddress address, String client, long deadline) {
    HoldRegistration registration = holds.register(address, client, deadline);
    if (registration instanceof HoldRegistration.Waiting waiting) {
      times.measure(waiting.release());
      if (waiting.first()) {
        looks.execute(() -> recheck(address));
      }
    }
    return registration;
  }

  /** Looks into the index after the registration, once for all requests that join it. */
  private void recheck(SegmentAddress address) {
    Lookup found = index.lookup(address);
    if (found instanceof Lookup.Decided decided) {
      holds.decided(address, decided.decision());
    } else if (found instanceof Lookup.Unavailable unavailable) {
      holds.abandon(address, unavailable.reason());
    }
  }
}
