package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.request.Route;
import java.util.concurrent.Executor;

/**
 * Holds requests for segments that are not decided, and looks again once for all who wait for one:
 * see {@link HoldRegistry}. Any thread; never blocks.
 */
public final class HoldService {
  private final HoldRegistry holds;
  private final HoldSettings settings;
  private final DecisionIndex index;
  private final Executor looks;

  /**
   * @param looks where a first waiter's query of the index is made, which may block
   */
  public HoldService(
      HoldRegistry holds, HoldSettings settings, DecisionIndex index, Executor looks) {
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
   * Until when a request is held that waits for what is not a segment, epoch ms.
   *
   * @param arrived epoch ms
   * @param needed so long it must be held, whatever the settings say, or it would wait for nothing;
   *     ms
   * @param longest it is not held longer, ms
   */
  public long deadline(long arrived, long needed, long longest) {
    return arrived + Math.min(longest, Math.max(needed, settings.longest().toMillis()));
  }

  /**
   * Until when a request is held, epoch ms; it is not where that has passed.
   *
   * @param arrived epoch ms
   */
  long deadline(Route.Segment route, long arrived) {
    return settings.deadline(arrived, route.of().missing(route.address()));
  }

  /**
   * Registers a request. Throws a {@link java.util.concurrent.RejectedExecutionException} while the
   * node stops; what was registered ends by then.
   *
   * @param client address of who asks, for its cap on held requests
   */
  public HoldRegistration register(SegmentAddress address, String client, long deadline) {
    HoldRegistration registration = holds.register(address, client, deadline);
    if (registration instanceof HoldRegistration.Waiting waiting && waiting.first()) {
      looks.execute(() -> lookAgain(address));
    }
    return registration;
  }

  /** After the registration, once for all who join it. */
  private void lookAgain(SegmentAddress address) {
    Lookup found = index.lookup(address);
    if (found instanceof Lookup.Decided decided) {
      holds.decided(address, decided.decision());
    } else if (found instanceof Lookup.Unavailable unavailable) {
      holds.abandon(address, unavailable.reason());
    }
  }
}
