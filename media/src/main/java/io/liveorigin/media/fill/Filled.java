package io.liveorigin.media.fill;

import java.util.Optional;

/** What came of an order for a filler. */
public sealed interface Filled {
  /** Its bytes, if it can be made. */
  Optional<byte[]> content();

  /**
   * A media segment of one fragment, with the brand {@code slat}.
   *
   * @param bytes not shared with anybody
   */
  record Segment(byte[] bytes) implements Filled {
    @Override
    public Optional<byte[]> content() {
      return Optional.of(bytes);
    }
  }

  /**
   * The same without samples: nothing can be played in its place.
   *
   * @param bytes not shared with anybody
   * @param why one sentence for operators, without a full stop
   */
  record Empty(byte[] bytes, String why) implements Filled {
    @Override
    public Optional<byte[]> content() {
      return Optional.of(bytes);
    }
  }

  /**
   * There can be no filler.
   *
   * @param why one sentence for operators, without a full stop
   */
  record None(String why) implements Filled {
    @Override
    public Optional<byte[]> content() {
      return Optional.empty();
    }
  }
}
