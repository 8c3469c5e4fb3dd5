package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is served for a number that no pipeline published, by the kind of media. In JSON, it is the
 * string {@code none}, or an object with a word for each kind. Immutable.
 *
 * @param video whether the last picture is held; otherwise nothing is served
 * @param audio whether silence is served; otherwise nothing is
 * @param text whether text that shows nothing is served; otherwise nothing is
 */
public record FillPolicy(boolean video, boolean audio, boolean text) {
  /** Every kind of media is filled. */
  public static final FillPolicy ALL = new FillPolicy(true, true, true);

  /** Nothing is filled. */
  public static final FillPolicy NONE = new FillPolicy(false, false, false);

  private static final String OFF = "none";
  private static final Map<ContentType, String> ON =
      Map.of(ContentType.VIDEO, "freeze", ContentType.AUDIO, "silence", ContentType.TEXT, "empty");

  /** Returns whether a number of that kind of media is filled. */
  public boolean fills(ContentType type) {
    return switch (type) {
      case VIDEO -> video;
      case AUDIO -> audio;
      case TEXT -> text;
    };
  }

  /**
   * Reads the JSON form. Throws {@link ErrorCode#INVALID_EVENT} with the key and what is allowed.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static FillPolicy read(Object given) {
    if (OFF.equals(given)) {
      return NONE;
    }
    if (!(given instanceof Map<?, ?> words)) {
      throw EventValueRules.invalid(
          "fill", "none, or an object with the keys video, audio and text", given);
    }
    for (Object key : words.keySet()) {
      if (ON.keySet().stream().noneMatch(type -> type.wire().equals(key))) {
        throw EventValueRules.invalid(
            "fill", "an object with the keys video, audio and text only", key);
      }
    }
    return new FillPolicy(
        on(ContentType.VIDEO, words), on(ContentType.AUDIO, words), on(ContentType.TEXT, words));
  }

  private static boolean on(ContentType type, Map<?, ?> words) {
    Object word = words.get(type.wire());
    String wanted = ON.get(type);
    if (word != null && !wanted.equals(word) && !OFF.equals(word)) {
      throw EventValueRules.invalid("fill." + type.wire(), wanted + " or " + OFF, word);
    }
    return !OFF.equals(word);
  }

  /** The JSON form, as an operator writes it. */
  @JsonValue
  Object written() {
    if (equals(NONE)) {
      return OFF;
    }
    Map<String, String> words = new LinkedHashMap<>();
    for (ContentType type : ContentType.values()) {
      words.put(type.wire(), fills(type) ? ON.get(type) : OFF);
    }
    return words;
  }
}
