package io.liveorigin.serving.invalidation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a CDN node is purged. */
public enum PurgeStyle {
  /** {@code PURGE} of each URL. */
  PURGE,
  /** {@code BAN /} with one {@code Surrogate-Key}: every response that lists that key. */
  BAN,
  /** {@code GET} of each URL with the node's headers, which make it fetch the response anew. */
  REFRESH;

  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static PurgeStyle of(String text) {
    return Arrays.stream(values())
        .filter(style -> style.wire().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new OriginException(
                    ErrorCode.INTERNAL,
                    "cdn.style must be one of "
                        + List.of(PURGE.wire(), BAN.wire(), REFRESH.wire())
                        + ", but is '"
                        + text
                        + "'"));
  }
}
