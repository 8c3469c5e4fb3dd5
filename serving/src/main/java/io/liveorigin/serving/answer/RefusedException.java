package io.liveorigin.serving.answer;

import java.io.Serial;

/** Bytes that were promised are not to be had after all: what is answered instead. */
public final class RefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Answer.Refusal refusal;

  public RefusedException(Answer.Refusal refusal) {
    // Refusing must be cheap: no stack trace.
    super(refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  public Answer.Refusal refusal() {
    return refusal;
  }
}
