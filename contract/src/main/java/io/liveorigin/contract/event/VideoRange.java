package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;
import java.util.Locale;

/** Dynamic range of video by its transfer characteristics (RFC 8216bis, 4.4.6.2). */
public enum VideoRange {
  SDR,
  /** ITU-R BT.2100. */
  HLG,
  /** SMPTE ST 2084. */
  PQ;

  @JsonValue
  public String wire() {
    return EventValueRules.wire(this).toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the constant of a word. Throws {@link ErrorCode#INVALID_EVENT} with the allowed words.
   */
  @JsonCreator
  public static VideoRange of(String text) {
    for (VideoRange range : values()) {
      if (range.wire().equals(text)) {
        return range;
      }
    }
    throw EventValueRules.invalid("videoRange", "SDR, HLG or PQ", text);
  }
}
