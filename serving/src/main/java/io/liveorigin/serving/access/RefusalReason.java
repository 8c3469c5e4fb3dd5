package io.liveorigin.serving.access;

import io.liveorigin.contract.error.ErrorCode;
import java.util.Locale;

/** Why a reader was refused. These are all labels of the metric. */
public enum RefusalReason {
  /** The request has no secret of the CDN. */
  MISSING_SECRET(ErrorCode.FORBIDDEN),
  /** The secret is not valid for this path: a guess, a revoked one, or that of another tenant. */
  WRONG_SECRET(ErrorCode.FORBIDDEN),
  /** The client has no certificate, which it needs if there are no secrets. */
  MISSING_CERTIFICATE(ErrorCode.FORBIDDEN),
  /** The request has no token, which the tenant requires. */
  TOKEN_MISSING(ErrorCode.TOKEN_MISSING),
  /** The token cannot be read, or no key of the tenant has made it. */
  TOKEN_INVALID(ErrorCode.TOKEN_INVALID),
  /** The token is not valid yet, or no longer. */
  TOKEN_EXPIRED(ErrorCode.TOKEN_EXPIRED),
  /**
   * The token is genuine, but for something else: another issuer, audience, URL, method or header.
   */
  TOKEN_UNCOVERED(ErrorCode.TOKEN_INVALID),
  /** The token is genuine, but demands a check that the origin cannot do. */
  TOKEN_UNSUPPORTED(ErrorCode.TOKEN_INVALID);

  private final ErrorCode code;

  RefusalReason(ErrorCode code) {
    this.code = code;
  }

  /** The error code of the response. */
  public ErrorCode code() {
    return code;
  }

  /** The label of the metric, for example {@code wrong-secret}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
