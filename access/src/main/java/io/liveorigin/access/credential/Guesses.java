package io.liveorigin.access.credential;

/**
 * Limits the password guesses of one client. It is called only if checking a password would cost a
 * slow hash: not for generated secrets, certificates, and passwords that were correct before. Any
 * thread may call it.
 */
@FunctionalInterface
public interface Guesses {
  /** Returns whether a password of the client may be checked. */
  boolean allowed();

  /** Records that a password was checked and was wrong. */
  default void wrong() {}
}
