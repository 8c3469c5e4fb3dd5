package io.liveorigin.ingest.access;

import io.liveorigin.contract.address.EventId;
import java.util.Optional;

/**
 * Decides who may publish where. Asked before anything is looked up, so that a stranger learns
 * nothing about which events exist. Called by many threads at once; must not block.
 */
@FunctionalInterface
public interface CredentialCheck {
  /**
   * One request.
   *
   * @param pipeline of the listener
   * @param event publishing point of the path
   * @param authorization value of the Authorization field, where there is one
   */
  record Question(String pipeline, EventId event, Optional<String> authorization) {
    /** Records print their components; the field must not be in a log. */
    @Override
    public String toString() {
      return "pipeline " + pipeline + " of " + event;
    }
  }

  /** What follows. */
  sealed interface Verdict {
    /** Go on. */
    record Allowed() implements Verdict {}

    /** 401; {@code challenge} is the WWW-Authenticate value (RFC 9110, section 11.6.1). */
    record CredentialNeeded(String challenge) implements Verdict {}

    /** 403; {@code reason} is for the client. */
    record Forbidden(String reason) implements Verdict {}
  }

  Verdict check(Question question);

  /** For listeners that only the packagers can reach. */
  static CredentialCheck allowAll() {
    return question -> new Verdict.Allowed();
  }
}
