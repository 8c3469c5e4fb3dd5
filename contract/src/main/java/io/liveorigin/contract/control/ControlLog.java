package io.liveorigin.contract.control;

import io.liveorigin.contract.error.ErrorCode;

/**
 * The only way to change {@code control}. All changes of all nodes have one order, and each is
 * judged by the state that all earlier ones produced. Usable from any thread.
 */
public interface ControlLog {
  /**
   * Decides on a change. It may be called several times, if another node was faster, so it must
   * affect nothing except {@code edit}.
   *
   * @param <T> the result for the caller
   */
  @FunctionalInterface
  interface Judge<T> {
    /**
     * Writes the changes into {@code edit}, which may stay empty, and returns the result. Throws if
     * the change is refused; then nothing is changed.
     *
     * @param state everything that is in force; it must not be modified
     */
    T judge(ControlState state, ControlEdit edit);
  }

  /**
   * Returns the state that was in force when it was called, or a newer one. Blocks.
   *
   * <p>Throws {@link ErrorCode#STORAGE_UNAVAILABLE} if Kafka does not respond.
   */
  ControlState latest();

  /**
   * Makes one change. Returns the result of the judge once the change is durable, in force in every
   * partition, and has been read back here. Blocks, for some seconds at most.
   *
   * <p>Throws what the judge throws, and {@link ErrorCode#STORAGE_UNAVAILABLE} if Kafka does not
   * accept the change in time. In that case either all of it is in force or nothing; the message
   * says whether it may be.
   */
  <T> T change(Judge<T> judge);

  /**
   * Returns whether changes are written. A dry run only judges them, and callers must do nothing
   * else for it either.
   */
  default boolean writes() {
    return true;
  }
}
