package io.liveorigin.access.credential;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Locale;

/**
 * The purpose of a credential. Each of the last three roles includes the rights of those before it,
 * except the publisher's.
 */
public enum Role {
  /** Publishes segments; has no rights at the admin listener. */
  PUBLISHER,
  /** Reads from the admin listener, and changes nothing. */
  VIEWER,
  /** Masks, notifies and invalidates. */
  OPERATOR,
  /** Declares, changes and deletes events. */
  ADMIN;

  /**
   * Returns the role with this name, in lower case. Throws {@link OriginException} for any other
   * name.
   */
  @JsonCreator
  public static Role of(String name) {
    for (Role role : values()) {
      if (role.word().equals(name)) {
        return role;
      }
    }
    throw new OriginException(
        ErrorCode.INTERNAL,
        // The message does not quote the value: it could be a secret in the wrong place, and the
        // message is logged.
        "role must be publisher, viewer, operator or admin");
  }

  /** Returns the name as it is written in files and messages, in lower case. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns whether this role permits, at the admin listener, an operation that needs the other
   * role.
   */
  public boolean covers(Role needed) {
    return this != PUBLISHER && needed != PUBLISHER && compareTo(needed) >= 0;
  }
}
