package io.liveorigin.serving.segment;

import io.liveorigin.serving.load.AdmissionControl;
import io.liveorigin.serving.load.LowPriorityExecutor;
import io.liveorigin.serving.load.OverloadReason;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.ResponseFactory;
import java.time.Clock;
import java.util.Optional;

/**
 * The results that deliver no segment: a refusal, or the request to be called again in a thread
 * that may block. Any thread; never blocks.
 */
public final class SegmentRefusals {
  private final AdmissionControl admission;
  private final OverloadRefusal overload;
  private final LowPriorityExecutor older;
  private final ResponseFactory responses;
  private final Clock clock;

  /**
   * @param admission admits requests that memory cannot satisfy
   * @param overload the refusal of requests that are not admitted
   * @param older threads that look up and write for requests far behind the live edge
   */
  public SegmentRefusals(
      AdmissionControl admission,
      OverloadRefusal overload,
      LowPriorityExecutor older,
      ResponseFactory responses,
      Clock clock) {
    this.admission = admission;
    this.overload = overload;
    this.older = older;
    this.responses = responses;
    this.clock = clock;
  }

  /** Under load, refuses a request far behind the live edge before it costs anything. */
  SegmentLookup needsLookup(GetRequest request, Route.Segment route) {
    Priority priority = route.priority();
    String tenant = route.of().id().tenant();
    Optional<OverloadReason> pressure = admission.pressure(priority, tenant);
    if (pressure.isEmpty() && priority == Priority.DVR) {
      pressure = admission.behind(older.waiting(), priority, tenant);
    }
    return pressure.isPresent()
        ? refused(request, route, overload.refusal(pressure.get().detail()))
        : new SegmentLookup.NeedsLookup(route);
  }

  SegmentLookup refused(GetRequest request, Route.Segment route, Refusal refusal) {
    return new SegmentLookup.Ready(response(request, route, refusal));
  }

  Response response(GetRequest request, Route.Segment route, Refusal refusal) {
    return responses.refused(
        refusal, Optional.of(route.of()), request.wanted().head(), clock.millis());
  }
}
