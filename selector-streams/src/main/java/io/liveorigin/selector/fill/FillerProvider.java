package io.liveorigin.selector.fill;

import java.util.Optional;

/**
 * Makes fillers, outside of the stream thread. A filler is a pure function of its order: the bytes
 * are the same on every node and at any time.
 */
@FunctionalInterface
public interface FillerProvider {
  /** A provider that cannot make any filler. */
  FillerProvider NONE = order -> Optional.of(new FillerResult.None("this node makes no fillers"));

  /**
   * Starts to make the filler if that has not been started. Stream thread: never blocks and never
   * throws.
   *
   * @return the result; empty while the filler is being made
   */
  Optional<FillerResult> filler(FillerOrder order);
}
