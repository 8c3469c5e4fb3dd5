package io.liveorigin.serving.access;

import io.liveorigin.contract.error.ErrorCode;
import java.util.Locale;

/** Why a reader was refused. Labels of a metric: there are these and no others. */
public enum RefusalReason {
  /** Without a secret of the CDN. */
  MISSING_SECRET(ErrorCode.FORBIDDEN),
  /** With none that is valid for this path: a guess, one that was revoked, another tenant's. */
  WRONG_SECRET(ErrorCode.FORBIDDEN),
  /** Without a client certificate, which counts where there are no secrets. */
  MISSING_CERTIFICATE(ErrorCode.FORBIDDEN),
  /** Without a token, which the tenant asks for. */
  TOKEN_MISSING(ErrorCode.TOKEN_MISSING),
  /** With a token that cannot be read, or that no key of the tenant has made. */
  TOKEN_INVALID(ErrorCode.TOKEN_INVALID),
  /** With a token that is not valid yet, or no longer. */
  TOKEN_EXPIRED(ErrorCode.TOKEN_EXPIRED),
  /** With a genuine token for something else: another issuer, audience, URL, method or header. */
  TOKEN_UNCOVERED(ErrorCode.TOKEN_INVALID),
  /** With a genuine token that demands what the origin cannot check. */
  TOKEN_UNSUPPORTED(ErrorCode.TOKEN_INVALID);

  private final ErrorCode code;

  RefusalReason(ErrorCode code) {
    this.code = code;
  }

  /** What the client is told. */
  public ErrorCode code() {
    return code;
  }

  /** As the metric has it, for example {@code wrong-secret}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
