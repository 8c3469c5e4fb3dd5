package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Locale;

/** Kind of media of a representation (AdaptationSet@contentType, ISO/IEC 23009-1, 5.3.3.2). */
public enum ContentType {
  VIDEO("video/mp4"),
  AUDIO("audio/mp4"),
  TEXT("application/mp4");

  private final String mimeType;

  ContentType(String mimeType) {
    this.mimeType = mimeType;
  }

  /** The media type that its segments have unless the representation says otherwise. */
  public String defaultMimeType() {
    return mimeType;
  }

  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static ContentType of(String text) {
    for (ContentType type : values()) {
      if (type.wire().equals(text)) {
        return type;
      }
    }
    throw new OriginException(
        ErrorCode.INVALID_EVENT, "contentType must be video, audio or text, but is '" + text + "'");
  }
}
