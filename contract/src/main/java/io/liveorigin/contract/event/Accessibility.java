package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;

/**
 * Whom a representation helps, in the words of the DASH role scheme (ISO/IEC 23009-1, 5.8.5.5).
 * Each belongs to one kind of media.
 */
public enum Accessibility {
  /** Sound that tells what is to be seen. */
  DESCRIPTION(ContentType.AUDIO),
  /** Sound in which speech is easier to understand. */
  ENHANCED_AUDIO_INTELLIGIBILITY(ContentType.AUDIO),
  /** Text that tells what is to be heard, speech and sounds. */
  CAPTION(ContentType.TEXT),
  /** Text in simple words. */
  EASYREADER(ContentType.TEXT),
  /** A picture with sign language. */
  SIGN(ContentType.VIDEO);

  private final ContentType contentType;

  Accessibility(ContentType contentType) {
    this.contentType = contentType;
  }

  /** The kind of media that can have it. */
  public ContentType contentType() {
    return contentType;
  }

  @JsonValue
  public String wire() {
    return EventValueRules.wire(this);
  }

  /** Throws {@link ErrorCode#INVALID_EVENT} with what is allowed. */
  @JsonCreator
  public static Accessibility of(String text) {
    return EventValueRules.word("accessibility", values(), text);
  }
}
