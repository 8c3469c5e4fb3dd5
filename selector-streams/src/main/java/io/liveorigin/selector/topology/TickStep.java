package io.liveorigin.selector.topology;

/**
 * Something that a task does at each tick. It guards what it does for each address: what fails for
 * one leaves the others and the next step alone. Stream thread.
 */
interface TickStep {
  /**
   * @param now epoch ms
   */
  void run(long now);
}
