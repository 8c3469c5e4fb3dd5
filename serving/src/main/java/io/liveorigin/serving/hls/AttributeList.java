package io.liveorigin.serving.hls;

import java.util.Optional;
import java.util.regex.Pattern;

/** Writes an attribute list (RFC 8216bis, 4.2) in the order of the calls. Not thread-safe. */
final class AttributeList {
  /**
   * Characters that a quoted string cannot contain, not even escaped, and the start of a reference
   * to a variable (4.3): players reject a playlist that refers to a variable without defining it.
   */
  private static final Pattern UNQUOTABLE = Pattern.compile("[\"\\r\\n]|\\{(?=\\$)");

  private final StringBuilder text = new StringBuilder();

  /**
   * Appends a decimal integer, a decimal number that is already formatted, or an enumerated string.
   */
  AttributeList plain(String name, Object value) {
    if (!text.isEmpty()) {
      text.append(',');
    }
    text.append(name).append('=').append(value);
    return this;
  }

  AttributeList plain(String name, Optional<?> value) {
    value.ifPresent(v -> plain(name, v));
    return this;
  }

  /** Appends a quoted string; characters that it cannot contain become apostrophes. */
  AttributeList quoted(String name, String value) {
    return plain(name, '"' + UNQUOTABLE.matcher(value).replaceAll("'") + '"');
  }

  AttributeList quoted(String name, Optional<String> value) {
    value.ifPresent(v -> quoted(name, v));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
