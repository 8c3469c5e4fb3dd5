package io.liveorigin.serving.response;

import java.util.List;

/** The part of a body of a known size that a request demands (RFC 9110, section 14). */
public sealed interface ByteRange {
  /** The whole body: there is no range, or one that a server may ignore. */
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

  /** Two or more separate parts. */
  record Several(List<Part> parts) implements ByteRange {
    public Several {
      parts = List.copyOf(parts);
    }
  }

  /** The range has no byte of the body. */
  record Unsatisfiable() implements ByteRange {
    /** The value of Content-Range on a 416 (section 14.4). */
    public String contentRange(int size) {
      return "bytes */" + size;
    }
  }
}
