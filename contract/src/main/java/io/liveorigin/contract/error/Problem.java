package io.liveorigin.contract.error;

/**
 * The body of every error response, {@code application/problem+json} (RFC 9457).
 *
 * @param type a URN that names the code
 * @param title the code's sentence
 * @param status the HTTP status
 * @param detail what was wrong this time, with the key and what is allowed
 * @param code the stable code
 */
public record Problem(String type, String title, int status, String detail, String code) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(ErrorCode code, String detail) {
    return new Problem(
        "urn:live-origin:error:" + code.code(), code.title(), code.status(), detail, code.code());
  }
}
