package io.liveorigin.serving.response;

import io.liveorigin.serving.bytes.memory.Payload;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An answer, ready to be written by whoever has the connection. The head is in three blocks, so
 * that none is copied together before it is written.
 *
 * @param status of HTTP
 * @param moving the fields that are right for this second
 * @param fixed the fields that all answers with these bytes have
 * @param own the fields of this one: type, length and range of its body
 * @param body all of it, in order; empty where only a head is sent
 * @param lent whose bytes the body is; to be released once it is written
 */
public record Response(
    int status,
    HeaderBlock moving,
    HeaderBlock fixed,
    HeaderBlock own,
    List<ByteBuffer> body,
    Payload lent) {
  /** Bytes of a body that is copied behind the head, rather than be a buffer of its own. */
  private static final int SMALL = 4 * 1024;

  /** A head alone. */
  static Response head(int status, HeaderBlock moving, HeaderBlock fixed, HeaderBlock own) {
    return new Response(status, moving, fixed, own, List.of(), Payload.NONE);
  }

  /** The same, which a cache may give only to requests that have the same value in that field. */
  public Response varyingBy(String field) {
    if (fixed.has(FieldNames.VARY)) {
      return new Response(status, moving, fixed.extended(FieldNames.VARY, field), own, body, lent);
    }
    return new Response(status, moving, fixed, own.extended(FieldNames.VARY, field), body, lent);
  }

  /** Gives the bytes back: they are written, or will not be. More than once does no harm. */
  public void release() {
    lent.release();
  }

  /** Whether the body is one small text, which is sooner copied than written by itself. */
  public boolean small() {
    return body.size() == 1 && !body.get(0).isDirect() && body.get(0).remaining() <= SMALL;
  }
}
