package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;

/**
 * What a representation is for: a value of the DASH role scheme (ISO/IEC 23009-1, 5.8.5.5), in its
 * words.
 */
public enum MediaRole {
  MAIN,
  ALTERNATE,
  SUPPLEMENTARY,
  COMMENTARY,
  DUB,
  DESCRIPTION,
  SIGN,
  CAPTION,
  SUBTITLE,
  FORCED_SUBTITLE,
  EASYREADER,
  ENHANCED_AUDIO_INTELLIGIBILITY,
  EMERGENCY,
  KARAOKE;

  @JsonValue
  public String wire() {
    return EventValueRules.wire(this);
  }

  /** Throws {@link ErrorCode#INVALID_EVENT} with what is allowed. */
  @JsonCreator
  public static MediaRole of(String text) {
    return EventValueRules.word("role", values(), text);
  }

  /** Whether only text has it. */
  boolean ofText() {
    return switch (this) {
      case CAPTION, SUBTITLE, FORCED_SUBTITLE, EASYREADER -> true;
      case MAIN,
          ALTERNATE,
          SUPPLEMENTARY,
          COMMENTARY,
          DUB,
          DESCRIPTION,
          SIGN,
          ENHANCED_AUDIO_INTELLIGIBILITY,
          EMERGENCY,
          KARAOKE ->
          false;
    };
  }
}
