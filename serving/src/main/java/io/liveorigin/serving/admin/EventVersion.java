package io.liveorigin.serving.admin;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.response.Preconditions;
import java.util.List;
import java.util.Optional;

/**
 * The version of an event's definition that a client has read, so that it does not undo a change
 * that another client has made since: {@code If-Match} (RFC 9110, section 13.1.1), compared with
 * the tag of the definition in force. The comparison is made with the change, in the one order of
 * {@code control}.
 *
 * @param ifMatch the field lines; empty if any version will do
 */
public record EventVersion(List<String> ifMatch) {
  /** Any version. */
  public static final EventVersion ANY = new EventVersion(List.of());

  public EventVersion {
    ifMatch = List.copyOf(ifMatch);
  }

  /** The strong entity tag of a definition. */
  public static String tag(EventDefinition definition) {
    return "\"" + Digest.of(ControlJson.write(definition)) + "\"";
  }

  /** Throws {@link ErrorCode#PRECONDITION_FAILED} if another version is in force. */
  void require(Optional<LiveEvent> inForce) {
    if (ifMatch.isEmpty()) {
      return;
    }
    if (inForce.isEmpty()) {
      throw new OriginException(ErrorCode.PRECONDITION_FAILED, "the event is not declared");
    }
    if (!Preconditions.matches(ifMatch, tag(inForce.get().definition()))) {
      throw new OriginException(
          ErrorCode.PRECONDITION_FAILED,
          "the definition has changed since it was read; read it again and change the new one");
    }
  }
}
