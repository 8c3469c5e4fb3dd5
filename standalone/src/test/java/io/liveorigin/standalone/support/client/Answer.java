package io.liveorigin.standalone.support.client;

import io.liveorigin.contract.segment.Digest;
import java.util.Map;

/**
 * A whole answer, without its body.
 *
 * @param status HTTP status
 * @param headers by their names in lower case
 * @param digest of the body
 * @param length of the body, bytes
 * @param refusal the beginning of the body where the status is 400 or above, as text; else empty
 */
public record Answer(
    int status, Map<String, String> headers, Digest digest, long length, String refusal) {

  /** Value of a header; empty where there is none. The name is in lower case. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
