package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;

/**
 * An accessibility feature of a representation: a value of the DASH role scheme (ISO/IEC 23009-1,
 * 5.8.5.5). Each one belongs to one kind of media.
 */
public enum Accessibility {
  /** Sound that describes the picture. */
  DESCRIPTION(ContentType.AUDIO),
  /** Sound in which speech is easier to understand. */
  ENHANCED_AUDIO_INTELLIGIBILITY(ContentType.AUDIO),
  /** Text of everything that can be heard, speech and sounds. */
  CAPTION(ContentType.TEXT),
  /** Text in simple language. */
  EASYREADER(ContentType.TEXT),
  /** Video with sign language. */
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

  /**
   * Returns the constant of a word. Throws {@link ErrorCode#INVALID_EVENT} with the allowed words.
   */
  @JsonCreator
  public static Accessibility of(String text) {
    return EventValueRules.word("accessibility", values(), text);
  }
}
