package io.liveorigin.standalone.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.wire.WireJson;

/** The admin API refused a request or did not respond. The message is for the user. */
public final class AdminException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AdminException(String message) {
    super(message);
  }

  AdminException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A response other than 2xx. Its body is a problem document (RFC 9457) if it is from the origin.
   */
  static AdminException refused(int status, byte[] body) {
    try {
      JsonNode problem = WireJson.readTree(body);
      if (problem.hasNonNull("code") && problem.hasNonNull("detail")) {
        return new AdminException(
            problem.get("detail").asText()
                + " ("
                + problem.get("code").asText()
                + ", status "
                + status
                + ")"
                + (status == 401
                    ? ": give --admin-token-file FILE, or set ORIGIN_ADMIN_TOKEN"
                    : ""));
      }
    } catch (OriginException e) {
      return new AdminException("the admin API responded with status " + status, e);
    }
    return new AdminException("the admin API responded with status " + status);
  }
}
