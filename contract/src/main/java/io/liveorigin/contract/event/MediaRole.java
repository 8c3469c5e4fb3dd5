package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;

/** The purpose of a representation: a value of the DASH role scheme (ISO/IEC 23009-1, 5.8.5.5). */
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

  /**
   * Returns the constant of a word. Throws {@link ErrorCode#INVALID_EVENT} with the allowed words.
   */
  @JsonCreator
  public static MediaRole of(String text) {
    return EventValueRules.word("role", values(), text);
  }

  /** Returns whether only text can have it. */
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
