package io.liveorigin.serving.segment;

import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.LiveEdgeRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.Content;
import io.liveorigin.serving.response.ContentSelection;
import io.liveorigin.serving.response.HeaderBlock;
import io.liveorigin.serving.response.RequestTimings;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.ResponseFactory;
import io.liveorigin.serving.response.SegmentHead;
import java.time.Clock;

/** Responds with bytes that this node makes, under the conditions of the request. Any thread. */
public final class GeneratedResponses {
  private final LiveEdgeRule liveEdges;
  private final ResponseFactory responses;
  private final SegmentRefusals refusals;
  private final Clock clock;

  /**
   * @param liveEdges live edges, which each response states
   */
  public GeneratedResponses(
      LiveEdgeRule liveEdges, ResponseFactory responses, SegmentRefusals refusals, Clock clock) {
    this.liveEdges = liveEdges;
    this.responses = responses;
    this.refusals = refusals;
    this.clock = clock;
  }

  /**
   * Returns the response.
   *
   * @param head header fields of the bytes
   * @param timings timings of the response so far
   */
  Response of(
      GetRequest request,
      Route.Segment route,
      SegmentHead head,
      byte[] bytes,
      RequestTimings timings) {
    Content content = head.content();
    long now = clock.millis();
    ContentSelection selection =
        ContentSelection.of(request.wanted(), content, Math.floorDiv(now, 1000L));
    if (selection instanceof ContentSelection.Refused refused) {
      return refusals.response(request, route, refused.refusal());
    }
    long edge = liveEdges.of(route.of(), route.address().track(), now);
    HeaderBlock moving = head.moving(edge, timings, now, route.lagging());
    return selection instanceof ContentSelection.Bytes wanted
        ? responses.withBytes(wanted, content, moving, Payload.wrap(bytes))
        : responses.withoutBytes(selection, content, moving);
  }
}
