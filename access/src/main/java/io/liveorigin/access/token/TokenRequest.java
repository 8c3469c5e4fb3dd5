package io.liveorigin.access.token;

import java.util.List;

/** A request that a token is presented with. Valid while it is being judged; one thread. */
public interface TokenRequest {
  /** For example {@code GET}. */
  String method();

  /** As it was sent, without the query; begins with a slash. */
  String path();

  /** The values of the lines of a header field, in order. The name is in lower case. */
  List<String> field(String name);
}
