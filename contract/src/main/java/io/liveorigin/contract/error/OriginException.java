package io.liveorigin.contract.error;

import java.util.Objects;

/**
 * The only exception that crosses a module. It carries a stable {@link ErrorCode} and a detail that
 * names the key or field and what is allowed.
 */
public final class OriginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public OriginException(ErrorCode code, String detail) {
    super(Objects.requireNonNull(detail, "detail"));
    this.code = Objects.requireNonNull(code, "code");
  }

  public OriginException(ErrorCode code, String detail, Throwable cause) {
    super(Objects.requireNonNull(detail, "detail"), cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  public ErrorCode code() {
    return code;
  }

  public Problem problem() {
    return Problem.of(code, getMessage());
  }
}
