package io.liveorigin.serving.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What every answer with the same bytes says alike. It is made once for a decision and not for each
 * request, so it holds nothing that depends on the clock. Immutable.
 *
 * @param etag strong, with its quotes (RFC 9110, section 8.8.3)
 * @param modified when these bytes became the answer, epoch seconds, cut to the second; empty where
 *     that would not identify them: other bytes had the URL before, maybe in the same second
 * @param size of the whole, bytes
 * @param contentType media type; one that cannot stand in a header line, as a record that our
 *     ingest did not write may have, becomes {@code application/octet-stream}
 * @param fields the header fields beyond these
 */
public record ContentHead(
    String etag, OptionalLong modified, int size, String contentType, Map<String, String> fields) {

  private static final String UNKNOWN_TYPE = "application/octet-stream";

  public ContentHead {
    // It is also written into the parts of a multipart body, where nobody looks after us.
    if (!contentType.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      contentType = UNKNOWN_TYPE;
    }
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
