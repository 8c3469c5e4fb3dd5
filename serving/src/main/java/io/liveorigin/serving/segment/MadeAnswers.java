package io.liveorigin.serving.segment;

import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.LiveEdges;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.Content;
import io.liveorigin.serving.response.Delays;
import io.liveorigin.serving.response.HeaderBlock;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.Responses;
import io.liveorigin.serving.response.SegmentHead;
import io.liveorigin.serving.response.Selection;
import java.time.Clock;

/** Answers with bytes that this node makes, under the conditions of the request. Any thread. */
public final class MadeAnswers {
  private final LiveEdges edges;
  private final Responses responses;
  private final SegmentRefusals refusals;
  private final Clock clock;

  /**
   * @param edges told with each answer
   */
  public MadeAnswers(LiveEdges edges, Responses responses, SegmentRefusals refusals, Clock clock) {
    this.edges = edges;
    this.responses = responses;
    this.refusals = refusals;
    this.clock = clock;
  }

  /**
   * The answer.
   *
   * @param head what is said about the bytes
   * @param delays of the answer so far
   */
  Response of(
      GetRequest request, Route.Segment route, SegmentHead head, byte[] bytes, Delays delays) {
    Content content = head.content();
    long now = clock.millis();
    Selection selection = Selection.of(request.asked(), content, Math.floorDiv(now, 1000L));
    if (selection instanceof Selection.Refused refused) {
      return refusals.response(request, route, refused.refusal());
    }
    long edge = edges.of(route.of(), route.address().track(), now);
    HeaderBlock moving = head.moving(edge, delays, now, route.lagging());
    return selection instanceof Selection.Bytes wanted
        ? responses.withBytes(wanted, content, moving, Payload.wrap(bytes))
        : responses.withoutBytes(selection, content, moving);
  }
}
