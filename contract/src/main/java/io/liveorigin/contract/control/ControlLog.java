package io.liveorigin.contract.control;

import io.liveorigin.contract.error.ErrorCode;

/**
 * The one way to change {@code control}: all changes of all nodes have one order, and each is
 * judged by what all before it left behind. Any thread.
 */
public interface ControlLog {
  /**
   * Decides about a change. It may be called several times, because another node was faster, and
   * must have no effects but on {@code edit}.
   *
   * @param <T> what the caller wants to know of it
   */
  @FunctionalInterface
  interface Judge<T> {
    /**
     * Writes what is to change into {@code edit}, which may stay empty, and returns the answer.
     * Throws where the change is refused; nothing is changed then.
     *
     * @param state all that is in force, to be read only
     */
    T judge(ControlState state, ControlEdit edit);
  }

  /**
   * Everything that was in force when it was called, and perhaps more. Blocks.
   *
   * <p>Throws {@link ErrorCode#STORAGE_UNAVAILABLE} where Kafka does not say.
   */
  ControlState latest();

  /**
   * Makes one change: returns the answer of the judge when the change is durable, in force in every
   * partition, and has been read back here. Blocks, some seconds at the most.
   *
   * <p>Throws what the judge throws, and {@link ErrorCode#STORAGE_UNAVAILABLE} where Kafka does not
   * take the change in time. All of it is in force then or nothing; the message says whether it may
   * be.
   */
  <T> T change(Judge<T> judge);

  /**
   * Whether changes are written; a dry run only judges them, and nothing else may be done for it.
   */
  default boolean writes() {
    return true;
  }
}
