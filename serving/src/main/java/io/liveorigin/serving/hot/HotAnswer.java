package io.liveorigin.serving.hot;

import io.liveorigin.serving.cache.Payload;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * An answer, ready to be sent: the parts of its head, one after another, and a body. That is a text
 * of ours, or a part of the bytes that somebody lent for it.
 *
 * @param status line
 * @param lines the fields that all such answers have
 * @param last the fields of this one; without the empty line
 * @param text of a refusal; otherwise empty
 * @param body empty where only the head or a text is sent
 * @param from first byte of the body
 * @param length bytes of the body
 */
record HotAnswer(
    byte[] status,
    byte[] lines,
    byte[] last,
    byte[] text,
    Optional<Payload> body,
    int from,
    int length) {
  private static final byte[] END = {'\r', '\n'};
  private static final byte[] NOTHING = {};

  /** A head alone. */
  static HotAnswer head(byte[] status, byte[] lines, byte[] last) {
    return new HotAnswer(status, lines, last, NOTHING, Optional.empty(), 0, 0);
  }

  /** A head and a text. */
  static HotAnswer text(byte[] status, byte[] lines, byte[] last, byte[] text) {
    return new HotAnswer(status, lines, last, text, Optional.empty(), 0, 0);
  }

  /** A head and {@code length} bytes of the payload from {@code from} on. */
  static HotAnswer body(
      byte[] status, byte[] lines, byte[] last, Payload payload, int from, int length) {
    return new HotAnswer(status, lines, last, NOTHING, Optional.of(payload), from, length);
  }

  /** Bytes of the head and the text. */
  int headSize() {
    return status.length + lines.length + last.length + END.length + text.length;
  }

  /**
   * Writes the head and the text, and returns all that is to be sent.
   *
   * @param head empty, with room for {@link #headSize}
   */
  ByteBuffer[] buffers(ByteBuffer head) {
    head.clear();
    head.put(status).put(lines).put(last).put(END).put(text).flip();
    List<ByteBuffer> slices =
        body.isPresent() ? body.get().slices(from, length) : List.<ByteBuffer>of();
    ByteBuffer[] all = new ByteBuffer[1 + slices.size()];
    all[0] = head;
    for (int i = 0; i < slices.size(); i++) {
      all[i + 1] = slices.get(i);
    }
    return all;
  }
}
