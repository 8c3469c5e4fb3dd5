package io.liveorigin.contract.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Locale;

/** Who published a notification. */
public enum NotificationSource {
  /** An operator, through the admin API. */
  OPERATOR,
  /** A packager, with a segment; the same from every pipeline and representation. */
  PACKAGER;

  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the source of that wire name; any other text is refused. */
  @JsonCreator
  public static NotificationSource of(String wire) {
    for (NotificationSource source : values()) {
      if (source.wire().equals(wire)) {
        return source;
      }
    }
    throw new OriginException(
        ErrorCode.INVALID_NOTIFICATION,
        "source must be operator or packager, but is '" + wire + "'");
  }
}
