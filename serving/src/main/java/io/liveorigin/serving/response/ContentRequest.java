package io.liveorigin.serving.response;

import java.util.Optional;

/**
 * What a request wants of the bytes that its URL stands for (RFC 9110, sections 9.3.2, 13 and 14).
 *
 * @param head whether only the head is wanted
 * @param conditions under which anything is
 * @param ifRange the condition under which {@code range} counts
 * @param range the part that is wanted
 */
public record ContentRequest(
    boolean head, Preconditions conditions, Optional<String> ifRange, Optional<String> range) {
  /** A GET of the whole, which most requests are. */
  public static final ContentRequest WHOLE =
      new ContentRequest(false, Preconditions.NONE, Optional.empty(), Optional.empty());

  /** A HEAD without conditions. */
  public static final ContentRequest HEAD =
      new ContentRequest(true, Preconditions.NONE, Optional.empty(), Optional.empty());
}
