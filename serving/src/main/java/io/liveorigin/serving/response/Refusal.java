package io.liveorigin.serving.response;

import io.liveorigin.contract.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is said instead of bytes, before the HTTP of it.
 *
 * @param code which carries the status
 * @param detail what was wrong this time
 * @param cacheControl every refusal has one
 * @param headers all others
 * @param common whether many requests are told the very same, so that its text is worth keeping
 */
public record Refusal(
    ErrorCode code,
    String detail,
    String cacheControl,
    Map<String, String> headers,
    boolean common) {
  public static final String RETRY_AFTER = "Retry-After";

  /** A refusal of one request; a 503 is worth another try in a second. */
  public static Refusal of(ErrorCode code, String detail, String cacheControl) {
    // A second is the shortest that RFC 9110, section 10.2.3 can say.
    return new Refusal(
        code,
        detail,
        cacheControl,
        code.status() == 503 ? Map.of(RETRY_AFTER, "1") : Map.of(),
        false);
  }

  /** The same with one more header field. */
  public Refusal with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Refusal(code, detail, cacheControl, all, common);
  }

  /** The same, which no cache keeps. */
  public Refusal notStored() {
    return new Refusal(code, detail, CachePolicy.NO_STORE, headers, common);
  }

  /** The same, for many requests. */
  public Refusal asCommon() {
    return new Refusal(code, detail, cacheControl, headers, true);
  }
}
