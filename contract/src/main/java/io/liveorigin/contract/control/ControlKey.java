package io.liveorigin.contract.control;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Key of a record in {@code control}: {@code kind/tenant/event/id}. A later record of the same key
 * replaces the earlier one; a record without a value deletes it.
 */
public record ControlKey(Kind kind, EventId event, String id) {
  /** The subject of a control record. */
  public enum Kind {
    EVENT,
    MASK,
    INVALIDATION,
    /** A notification from an operator. */
    NOTIFICATION,
    /**
     * A notification from a packager. It is a separate kind, so that a late packager can neither
     * overwrite nor bring back a notification that an operator changed or revoked.
     */
    ANNOUNCEMENT;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String DEFINITION = "definition";

  public ControlKey {
    NameRules.require("id", id);
  }

  public static ControlKey event(EventId event) {
    return new ControlKey(Kind.EVENT, event, DEFINITION);
  }

  public static ControlKey mask(EventId event, String id) {
    return new ControlKey(Kind.MASK, event, id);
  }

  public static ControlKey invalidation(EventId event, String id) {
    return new ControlKey(Kind.INVALIDATION, event, id);
  }

  public static ControlKey of(Invalidation order) {
    return invalidation(order.eventId(), order.id());
  }

  public static ControlKey notification(Notification notification) {
    return notification(notification.source(), notification.eventId(), notification.id());
  }

  public static ControlKey notification(NotificationSource source, EventId event, String id) {
    return switch (source) {
      case OPERATOR -> new ControlKey(Kind.NOTIFICATION, event, id);
      case PACKAGER -> new ControlKey(Kind.ANNOUNCEMENT, event, id);
    };
  }

  /**
   * Reads a key from text. Returns empty for a kind of a later version, which readers pass over.
   */
  public static Optional<ControlKey> parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 4) {
      throw new OriginException(
          ErrorCode.INVALID_JSON, "control key '" + text + "' must be kind/tenant/event/id");
    }
    return Arrays.stream(Kind.values())
        .filter(k -> k.wire().equals(parts[0]))
        .findFirst()
        .map(kind -> new ControlKey(kind, new EventId(parts[1], parts[2]), parts[3]));
  }

  @Override
  public String toString() {
    return kind.wire() + "/" + event + "/" + id;
  }
}
