package io.liveorigin.serving.response;

import io.liveorigin.serving.bytes.memory.Payload;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A response, ready to be written by the front that has the connection. The head is in three
 * blocks, which need not be copied together before they are written.
 *
 * @param status of HTTP
 * @param moving the fields that are valid for this second
 * @param fixed the fields that all responses with these bytes have
 * @param own the fields of this response: type, length and range of its body
 * @param body all of it, in order; empty if only a head is sent
 * @param lent owns the bytes of the body; to be released once it is written
 */
public record Response(
    int status,
    HeaderBlock moving,
    HeaderBlock fixed,
    HeaderBlock own,
    List<ByteBuffer> body,
    Payload lent) {
  /**
   * Maximum size in bytes of a body that is copied behind the head instead of being written from a
   * buffer of its own.
   */
  private static final int SMALL = 4 * 1024;

  /** Only a head. */
  static Response head(int status, HeaderBlock moving, HeaderBlock fixed, HeaderBlock own) {
    return new Response(status, moving, fixed, own, List.of(), Payload.NONE);
  }

  /**
   * Returns the same response, which a cache may give only to requests with the same value of that
   * field.
   */
  public Response varyingBy(String field) {
    if (fixed.has(FieldNames.VARY)) {
      return new Response(status, moving, fixed.extended(FieldNames.VARY, field), own, body, lent);
    }
    return new Response(status, moving, fixed, own.extended(FieldNames.VARY, field), body, lent);
  }

  /** Gives the bytes back when they are written, or will not be. May be called more than once. */
  public void release() {
    lent.release();
  }

  /**
   * Returns whether the body is one small text, which is cheaper to copy than to write by itself.
   */
  public boolean small() {
    return body.size() == 1 && !body.get(0).isDirect() && body.get(0).remaining() <= SMALL;
  }
}
