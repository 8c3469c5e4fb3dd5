package io.liveorigin.serving.hls;

import java.util.Optional;
import java.util.regex.Pattern;

/** Writes an attribute list (RFC 8216bis, 4.2) in the order of the calls. One thread. */
final class AttributeList {
  /**
   * What a quoted string cannot hold, not even escaped, and what would begin a reference to a
   * variable (4.3): players refuse a playlist with one that it does not define.
   */
  private static final Pattern UNQUOTABLE = Pattern.compile("[\"\\r\\n]|\\{(?=\\$)");

  private final StringBuilder text = new StringBuilder();

  /** A decimal integer, a decimal number that is written already, or an enumerated string. */
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

  /** A quoted string; what it cannot hold becomes an apostrophe. */
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
