package io.liveorigin.serving.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HandlerType;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.admin.AdminRoute.Scope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The route that shows what was decided about the numbers of a representation: every copy, its
 * defects, and why the winner was chosen. The decisions are those of this node's store, in the form
 * of the topic {@code selections}. A query costs one look-up for each number, in the thread of the
 * request.
 */
public final class DecisionRoutes {
  /** The largest count of numbers in a response: about half a megabyte. */
  static final int MOST = 1_000;

  /** The id of a mask that is not set; the path of its route has no other. */
  private static final String PREVIEW = "preview";

  /** The count of numbers up to the live edge without a range in the request. */
  static final int LATEST = 300;

  /**
   * A response.
   *
   * @param event tenant/event
   * @param liveEdge the largest number that is due; before the start of the event below its first
   *     number, and possibly negative
   * @param from the first number of the range
   * @param to the last number of the range
   * @param decisions what was decided, in the order of the numbers, each as in {@code selections};
   *     a number without a decision is left out
   */
  record Decisions(
      String event,
      String representation,
      long liveEdge,
      long from,
      long to,
      List<JsonNode> decisions) {}

  private final ControlState control;
  private final DecisionIndex index;
  private final Clock clock;

  public DecisionRoutes(ControlState control, DecisionIndex index, Clock clock) {
    this.control = control;
    this.index = index;
    this.clock = clock;
  }

  /** The routes, each with the role that may use it. */
  public List<AdminRoute> routes() {
    return List.of(
        AdminRoute.get(AdminRoute.EVENT + "/decisions/{representation}", this::list),
        new AdminRoute(
            HandlerType.POST,
            AdminRoute.EVENT + "/masks/preview",
            Optional.of(Role.VIEWER),
            Scope.EVENT,
            true,
            this::preview),
        AdminRoute.get("/identity", Scope.OWN, DecisionRoutes::identity));
  }

  /**
   * A client, as far as a page needs it to offer what the client may do.
   *
   * @param name of the credential; absent if the listener is open
   * @param role the word of the role
   * @param tenant the only tenant of the credential; absent for all
   * @param events the only events of the credential; empty for all
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Caller(Optional<String> name, String role, Optional<String> tenant, List<String> events) {}

  private static void identity(AdminCall call) {
    AdminDocuments.write(
        call.ctx(),
        200,
        call.who()
            .map(
                who ->
                    new Caller(
                        Optional.of(who.name()), who.role().word(), who.tenant(), who.events()))
            .orElseGet(
                () ->
                    new Caller(Optional.empty(), Role.ADMIN.word(), Optional.empty(), List.of())));
  }

  /**
   * The effects of a mask.
   *
   * @param changed how many numbers would change
   */
  record Preview(long changed, List<MaskPreview.Effect> numbers) {}

  private void preview(AdminCall call) {
    Mask mask =
        AdminDocuments.read(
            call.ctx(),
            Map.of("tenant", call.event().tenant(), "event", call.event().event(), "id", PREVIEW),
            ErrorCode.INVALID_MASK,
            ControlJson::readOperatorMask);
    List<MaskPreview.Effect> effects = new MaskPreview(control, index).of(mask, clock.millis());
    long changed = effects.stream().filter(each -> !each.now().equals(each.then())).count();
    AdminDocuments.write(call.ctx(), 200, new Preview(changed, effects));
  }

  private void list(AdminCall call) {
    LiveEvent event =
        control
            .event(call.event())
            .orElseThrow(
                () -> new OriginException(ErrorCode.UNKNOWN_EVENT, call.event().toString()));
    if (event.definition().representation(representation(call)).isEmpty()) {
      throw new OriginException(
          ErrorCode.UNKNOWN_REPRESENTATION,
          "representation '" + representation(call) + "' is not declared by " + call.event());
    }
    Schedule schedule = event.schedule();
    long now = clock.millis();
    NumberRange range = range(call, schedule, now);
    List<JsonNode> decisions = new ArrayList<>();
    for (long number = range.first(); number <= range.last(); number++) {
      add(decisions, new SegmentAddress(event.track(representation(call)), number));
    }
    AdminDocuments.write(
        call.ctx(),
        200,
        new Decisions(
            call.event().toString(),
            representation(call),
            schedule.liveEdge(now),
            range.first(),
            range.last(),
            decisions));
  }

  private static String representation(AdminCall call) {
    return call.ctx().pathParam("representation");
  }

  private void add(List<JsonNode> decisions, SegmentAddress address) {
    Lookup found = index.lookup(address);
    if (found instanceof Lookup.Decided decided) {
      decisions.add(WireJson.readTree(DecisionJson.write(decided.decision())));
    } else if (found instanceof Lookup.Unavailable unavailable) {
      throw new OriginException(ErrorCode.STORAGE_UNAVAILABLE, unavailable.reason());
    }
  }

  /** The range of the request. Numbers that have left the window are not in the store any more. */
  private static NumberRange range(AdminCall call, Schedule schedule, long now) {
    // Before the start of an event, its live edge is below its first number and may be negative.
    long edge = Math.max(0, schedule.liveEdge(now));
    long to = number(call, "to", Math.max(edge, number(call, "from", 0)));
    long from = number(call, "from", Math.max(0, to - LATEST + 1));
    if (from > to || to - from >= MOST) {
      throw invalid(
          "from must be at most to, and to at most from + %d, but they are %d and %d"
              .formatted(MOST - 1, from, to));
    }
    return new NumberRange(from, to);
  }

  private static long number(AdminCall call, String key, long otherwise) {
    String text = call.ctx().queryParam(key);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= SegmentAddress.MAX_NUMBER) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number that no segment has.
    }
    throw invalid(key + " must be a segment number, such as " + otherwise);
  }

  private static OriginException invalid(String detail) {
    return new OriginException(ErrorCode.INVALID_RANGE, detail);
  }
}
