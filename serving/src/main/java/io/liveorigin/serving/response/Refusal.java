package io.liveorigin.serving.response;

import io.liveorigin.contract.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a refusal, before it is written as an HTTP response.
 *
 * @param code determines the status
 * @param detail what was wrong with this request
 * @param cacheControl every refusal has one
 * @param headers all other header fields
 * @param common whether many requests get exactly the same refusal, so that its text is worth
 *     keeping
 */
public record Refusal(
    ErrorCode code,
    String detail,
    String cacheControl,
    Map<String, String> headers,
    boolean common) {
  public static final String RETRY_AFTER = "Retry-After";

  /** A refusal of one request. A 503 tells the client to retry after a second. */
  public static Refusal of(ErrorCode code, String detail, String cacheControl) {
    // A second is the shortest time that RFC 9110, section 10.2.3 can express.
    return new Refusal(
        code,
        detail,
        cacheControl,
        code.status() == 503 ? Map.of(RETRY_AFTER, "1") : Map.of(),
        false);
  }

  /** Returns the same refusal with one more header field. */
  public Refusal with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Refusal(code, detail, cacheControl, all, common);
  }

  /** Returns the same refusal, which no cache keeps. */
  public Refusal notStored() {
    return new Refusal(code, detail, CachePolicy.NO_STORE, headers, common);
  }

  /** Returns the same refusal, marked as common to many requests. */
  public Refusal asCommon() {
    return new Refusal(code, detail, cacheControl, headers, true);
  }
}
