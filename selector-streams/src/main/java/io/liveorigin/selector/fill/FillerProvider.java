package io.liveorigin.selector.fill;

import java.util.Optional;

/**
 * Makes fillers, off the stream thread. A filler is a pure function of its order: whoever makes it,
 * and whenever, the bytes are the same.
 */
@FunctionalInterface
public interface FillerProvider {
  /** Has none of anything. */
  FillerProvider NONE = order -> Optional.of(new FillerResult.None("nobody makes fillers here"));

  /**
   * Begins to make it if that has not begun. Stream thread: never blocks and never throws.
   *
   * @return what came of it; empty as long as it is being made
   */
  Optional<FillerResult> filler(FillerOrder order);
}
