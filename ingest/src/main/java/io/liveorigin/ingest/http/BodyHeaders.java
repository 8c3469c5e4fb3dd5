package io.liveorigin.ingest.http;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import jakarta.servlet.http.HttpServletRequest;

/** Checks the header fields that describe the body of a request. Pure. */
final class BodyHeaders {
  private BodyHeaders() {}

  /**
   * Throws {@link ErrorCode#LENGTH_REQUIRED} if no field says how the body ends: by RFC 9112,
   * section 6.3, such a request has no body, and the segment that follows would be parsed as the
   * next request. Throws {@link ErrorCode#MALFORMED_HEADER} for a part of a segment (RFC 9110,
   * section 14.5).
   */
  static void require(HttpServletRequest request) {
    if (request.getHeader("Content-Length") == null
        && request.getHeader("Transfer-Encoding") == null) {
      throw new OriginException(
          ErrorCode.LENGTH_REQUIRED,
          "send Content-Length, or Transfer-Encoding: chunked; for a probe, Content-Length: 0");
    }
    String range = request.getHeader("Content-Range");
    if (range != null) {
      throw new OriginException(
          ErrorCode.MALFORMED_HEADER,
          "Content-Range is '"
              + range
              + "', but a segment must be published whole; send"
              + " all its bytes");
    }
  }
}
