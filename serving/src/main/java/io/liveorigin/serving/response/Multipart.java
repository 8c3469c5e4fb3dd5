package io.liveorigin.serving.response;

import io.liveorigin.serving.bytes.memory.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code multipart/byteranges} body (RFC 9110, section 14.6), as alternating heads and slices.
 * The bytes of the segment are not copied. Pure.
 *
 * @param head type of the whole body, with the boundary, and its length
 * @param buffers to be written one after another
 */
record Multipart(HeaderBlock head, List<ByteBuffer> buffers) {
  private static final int BOUNDARY_DIGITS = 32;

  static Multipart of(Content content, List<ByteRange.Part> parts, Payload payload) {
    // No content has its own digest in it, so nobody can make a segment that contains its boundary.
    String boundary = content.etag().replace("\"", "");
    boundary = boundary.substring(0, Math.min(BOUNDARY_DIGITS, boundary.length()));
    List<ByteBuffer> buffers = new ArrayList<>(2 * parts.size() + 1);
    String before = "";
    for (ByteRange.Part part : parts) {
      buffers.add(
          ascii(
              before
                  + "--"
                  + boundary
                  + "\r\nContent-Type: "
                  + content.contentType()
                  + "\r\nContent-Range: "
                  + part.contentRange(content.size())
                  + "\r\n\r\n"));
      buffers.addAll(payload.slices(part.from(), part.length()));
      before = "\r\n";
    }
    buffers.add(ascii("\r\n--" + boundary + "--\r\n"));
    long length = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    return new Multipart(
        Content.body("multipart/byteranges; boundary=" + boundary, length).build(), buffers);
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
