package io.liveorigin.access.token;

import java.util.List;

/**
 * A request with which a token is presented. Valid only during the call that verifies the token;
 * for one thread.
 */
public interface TokenRequest {
  /** Returns the method, for example {@code GET}. */
  String method();

  /** Returns the path as it was sent, without the query; begins with a slash. */
  String path();

  /**
   * Returns the values of all lines of a header field, in order.
   *
   * @param name in lower case
   */
  List<String> field(String name);
}
