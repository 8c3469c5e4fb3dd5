package io.liveorigin.serving.response;

import java.util.List;

/** The part of a body of a known size that a request asks for (RFC 9110, section 14). */
public sealed interface ByteRange {
  /** The whole body: no range, or one that a server may pass over. */
  record Whole() implements ByteRange {}

  /** From {@code from} to {@code to}, both inclusive, both inside the body. */
  record Part(int from, int to) implements ByteRange {
    public int length() {
      return to - from + 1;
    }

    /** The value of Content-Range (section 14.4). */
    public String contentRange(int size) {
      return "bytes " + from + "-" + to + "/" + size;
    }
  }

  /** Two or more parts, apart from one another. */
  record Several(List<Part> parts) implements ByteRange {
    public Several {
      parts = List.copyOf(parts);
    }
  }

  /** No byte of the body is in it. */
  record Unsatisfiable() implements ByteRange {
    /** The value of Content-Range on a 416 (section 14.4). */
    public String contentRange(int size) {
      return "bytes */" + size;
    }
  }
}
