package io.liveorigin.serving.response;

import java.util.Optional;

/**
 * What a request demands of the content of its URL (RFC 9110, sections 9.3.2, 13 and 14).
 *
 * @param head whether only the head is requested
 * @param conditions under which the request succeeds
 * @param ifRange the condition under which {@code range} applies
 * @param range the requested part
 */
public record ContentRequest(
    boolean head, Preconditions conditions, Optional<String> ifRange, Optional<String> range) {
  /** A GET of the whole content, as most requests are. */
  public static final ContentRequest WHOLE =
      new ContentRequest(false, Preconditions.NONE, Optional.empty(), Optional.empty());

  /** A HEAD without conditions. */
  public static final ContentRequest HEAD =
      new ContentRequest(true, Preconditions.NONE, Optional.empty(), Optional.empty());
}
