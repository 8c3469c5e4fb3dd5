package io.liveorigin.access.credential;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Locale;

/** What a credential is for. Of the last three each may do what those before it may. */
public enum Role {
  /** Publishes segments, and does nothing at the admin listener. */
  PUBLISHER,
  /** Reads what the admin listener says. */
  VIEWER,
  /** Masks, notifies and invalidates. */
  OPERATOR,
  /** Declares, changes and deletes events. */
  ADMIN;

  /** The role of that name, in lower case. */
  @JsonCreator
  public static Role of(String name) {
    for (Role role : values()) {
      if (role.word().equals(name)) {
        return role;
      }
    }
    throw new OriginException(
        ErrorCode.INTERNAL,
        // Not what it is: a secret may stand in the wrong place, and this message is logged.
        "role must be publisher, viewer, operator or admin");
  }

  /** As files and messages have it. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether whoever has this role may do what needs the other, at the admin listener. */
  public boolean covers(Role needed) {
    return this != PUBLISHER && needed != PUBLISHER && compareTo(needed) >= 0;
  }
}
