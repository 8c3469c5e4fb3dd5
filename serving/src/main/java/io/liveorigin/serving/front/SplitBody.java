package io.liveorigin.serving.front;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A response in two parts. The buffers are views; nothing is copied.
 *
 * @param first the part that is sent at once
 * @param rest the part that may wait; empty if there is none
 */
record SplitBody(ByteBuffer[] first, ByteBuffer[] rest) {
  private static final ByteBuffer[] NONE = {};

  /**
   * Cuts a response.
   *
   * @param all head and body, each from its position to its limit
   * @param bytes of the first part, if there are as many
   */
  static SplitBody of(ByteBuffer[] all, int bytes) {
    List<ByteBuffer> first = new ArrayList<>(all.length);
    List<ByteBuffer> rest = new ArrayList<>(all.length);
    int left = bytes;
    for (ByteBuffer buffer : all) {
      int here = Math.min(buffer.remaining(), left);
      if (here > 0) {
        first.add(buffer.slice(buffer.position(), here));
      }
      if (here < buffer.remaining()) {
        rest.add(buffer.slice(buffer.position() + here, buffer.remaining() - here));
      }
      left -= here;
    }
    return new SplitBody(first.toArray(NONE), rest.toArray(NONE));
  }
}
