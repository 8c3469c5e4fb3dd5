package io.liveorigin.serving.admin;

import io.liveorigin.access.credential.Identity;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.serving.feed.DecisionStreams;
import io.liveorigin.serving.feed.FeedClient;
import java.util.List;
import java.util.Optional;

/** The route that streams the decisions of an event as they become visible on this node. */
public final class DecisionStreamRoutes {
  private final ControlState control;
  private final DecisionStreams streams;

  public DecisionStreamRoutes(ControlState control, DecisionStreams streams) {
    this.control = control;
    this.streams = streams;
  }

  /** The routes, each with the role that may use it. */
  public List<AdminRoute> routes() {
    return List.of(AdminRoute.get(AdminRoute.EVENT + "/decisions", this::follow));
  }

  private void follow(AdminCall call) {
    LiveEvent event =
        control
            .event(call.event())
            .orElseThrow(
                () -> new OriginException(ErrorCode.UNKNOWN_EVENT, call.event().toString()));
    String only = Optional.ofNullable(call.ctx().queryParam("representation")).orElse("");
    if (!only.equals(FeedClient.Request.ALL) && event.definition().representation(only).isEmpty()) {
      throw new OriginException(
          ErrorCode.UNKNOWN_REPRESENTATION,
          "representation '" + only + "' is not declared by " + call.event());
    }
    ServletFeedClient client = new ServletFeedClient(call.ctx());
    streams.open(
        event,
        client,
        new FeedClient.Request(
            call.client(),
            call.who().flatMap(Identity::tenant).isPresent(),
            only,
            call.stillAllowed()),
        Optional.ofNullable(call.ctx().header("Last-Event-ID")));
    call.ctx().future(client::done);
  }
}
