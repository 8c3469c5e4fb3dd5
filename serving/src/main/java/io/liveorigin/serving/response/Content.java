package io.liveorigin.serving.response;

import java.util.Map;
import java.util.OptionalLong;

/**
 * The properties that all responses with the same bytes share. They are prepared once for a
 * decision and not for each request, so they do not depend on the clock. Immutable.
 */
public final class Content {
  private static final String UNKNOWN_TYPE = "application/octet-stream";

  /** Approximate sizes of the blocks in bytes. */
  private static final int FIXED = 512;

  private static final int OWN = 128;

  private final String etag;
  private final OptionalLong modified;
  private final int size;
  private final String contentType;
  private final HeaderBlock fixed;
  private final HeaderBlock whole;

  /**
   * Prepares the part of the head that does not change.
   *
   * @param etag strong, with its quotes (RFC 9110, section 8.8.3)
   * @param modified when these bytes became the content, epoch seconds, rounded down; empty if that
   *     would not identify them, because other bytes had the URL before, maybe in the same second
   * @param size of the whole content, bytes
   * @param contentType media type; one that cannot be in a header line becomes {@code
   *     application/octet-stream}. A record that our ingest did not write may have such a type
   * @param fields the header fields beyond these
   */
  public Content(
      String etag,
      OptionalLong modified,
      int size,
      String contentType,
      Map<String, String> fields) {
    this.etag = etag;
    this.modified = modified;
    this.size = size;
    // It is also written into the parts of a multipart body, where nothing else checks it.
    this.contentType =
        contentType.chars().allMatch(c -> c >= 0x20 && c < 0x7f) ? contentType : UNKNOWN_TYPE;
    HeaderBlock.Builder lines = HeaderBlock.builder(FIXED);
    lines.line(FieldNames.ETAG, etag).line("Accept-Ranges", "bytes");
    fields.forEach(lines::line);
    this.fixed = lines.build();
    this.whole = body(this.contentType, size).build();
  }

  /** Type and length of a body. */
  static HeaderBlock.Builder body(String contentType, long length) {
    return HeaderBlock.builder(OWN)
        .line(FieldNames.CONTENT_TYPE, contentType)
        .line(FieldNames.CONTENT_LENGTH, Long.toString(length));
  }

  public String etag() {
    return etag;
  }

  /** Bytes of the whole content. */
  public int size() {
    return size;
  }

  public String contentType() {
    return contentType;
  }

  /** The fields that 200, 206 and 304 have in common. */
  HeaderBlock fixed() {
    return fixed;
  }

  /** Type and length of the whole content. */
  HeaderBlock whole() {
    return whole;
  }

  /**
   * When these bytes became the content, epoch seconds. Another cell's clock may be ahead, and no
   * response may be dated in the future (RFC 9110, section 8.8.2.1), so there is no date until this
   * node's clock has reached it.
   *
   * @param now epoch seconds
   */
  public OptionalLong modified(long now) {
    return modified.isPresent() && modified.getAsLong() <= now ? modified : OptionalLong.empty();
  }
}
