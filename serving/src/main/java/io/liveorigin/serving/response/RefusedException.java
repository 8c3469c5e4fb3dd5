package io.liveorigin.serving.response;

import java.io.Serial;

/** Thrown if a request cannot be served after all; has the refusal that is sent instead. */
public final class RefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    // Refusing must be cheap: no stack trace.
    super(refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
