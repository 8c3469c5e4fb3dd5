package io.liveorigin.access.credential;

/**
 * What one client may still guess. Asked only where looking at a password would cost a slow hash:
 * not for generated secrets, certificates, and passwords that were right before. Any thread.
 */
@FunctionalInterface
public interface Guesses {
  /** Whether a password of the client is looked at. */
  boolean allowed();

  /** One was looked at, and was wrong. */
  default void wrong() {}
}
