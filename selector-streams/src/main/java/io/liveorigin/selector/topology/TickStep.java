package io.liveorigin.selector.topology;

/**
 * A step that a task does at each tick. It guards its work for each address: a failure for one does
 * not affect the other addresses or the next step. Stream thread.
 */
interface TickStep {
  /**
   * @param now epoch ms
   */
  void run(long now);
}
