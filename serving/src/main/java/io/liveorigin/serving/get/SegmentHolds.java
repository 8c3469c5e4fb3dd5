package io.liveorigin.serving.get;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.hold.HoldSettings;
import io.liveorigin.serving.hold.Holds;
import io.liveorigin.serving.hold.Registration;
import java.util.concurrent.Executor;

/**
 * Holds requests for segments that are not decided, and looks again for all who wait for one: see
 * {@link Holds}. Any thread.
 */
public final class SegmentHolds {
  private final Holds holds;
  private final HoldSettings settings;
  private final DecisionIndex index;

  public SegmentHolds(GetParts parts) {
    this.holds = parts.holds();
    this.settings = parts.holdSettings();
    this.index = parts.index();
  }

  /** Whether requests are held at all. */
  public boolean on() {
    return settings.on();
  }

  /**
   * Until when a request is held, epoch ms; it is not where that has passed.
   *
   * @param arrived epoch ms
   */
  public long deadline(Classified.Segment request, long arrived) {
    return settings.deadline(arrived, request.of().schedule().decided(request.address().number()));
  }

  /**
   * Registers a request.
   *
   * @param client address of who asks, for its cap on held requests
   * @param looks where the local query is made, if this request must make one
   */
  public Registration register(
      SegmentAddress address, String client, long deadline, Executor looks) {
    Registration registration = holds.register(address, client, deadline);
    if (registration instanceof Registration.Waiting waiting && waiting.first()) {
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
