package io.liveorigin.standalone.doctor;

import com.fasterxml.jackson.annotation.JsonValue;

/** How well a check went, the best first. */
public enum Level {
  OK("ok"),
  /** Works now, but somebody should look at it. */
  WARNING("warning"),
  /** Does not work, or will not. */
  FAILED("FAILED");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  /** The word in the output. */
  @JsonValue
  public String word() {
    return word;
  }
}
