package io.liveorigin.serving.response;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Header fields, stored as the lines that are sent over a socket (RFC 9112, section 5), because
 * most of them are written that way. Immutable.
 */
public final class HeaderBlock {
  public static final HeaderBlock EMPTY = new HeaderBlock(new byte[0]);

  private static final String SEPARATOR = ": ";
  private static final String END = "\r\n";

  private final byte[] lines;

  private HeaderBlock(byte[] lines) {
    this.lines = lines;
  }

  /**
   * Starts a block.
   *
   * @param expected approximate size in bytes
   */
  public static Builder builder(int expected) {
    return new Builder(expected);
  }

  /** All lines, each with its line end. The array is shared and must not be changed. */
  public byte[] lines() {
    return lines;
  }

  /** Calls {@code field} with the name and value of each line, in their order. */
  public void forEach(BiConsumer<String, String> field) {
    String text = new String(lines, StandardCharsets.ISO_8859_1);
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf(END, from);
      int name = text.indexOf(SEPARATOR, from);
      field.accept(text.substring(from, name), text.substring(name + SEPARATOR.length(), end));
      from = end + END.length();
    }
  }

  /** Returns whether there is a line of that name. */
  boolean has(String name) {
    boolean[] found = {false};
    forEach((other, value) -> found[0] |= other.equals(name));
    return found[0];
  }

  /** Returns the block with a member added to the list of that field, or with the field added. */
  HeaderBlock extended(String name, String member) {
    Builder builder = builder(lines.length + name.length() + member.length() + 8);
    forEach((n, value) -> builder.line(n, n.equals(name) ? value + ", " + member : value));
    return has(name) ? builder.build() : builder.line(name, member).build();
  }

  /** Collects the lines of a block. Not thread-safe. */
  public static final class Builder {
    private final StringBuilder text;

    private Builder(int expected) {
      this.text = new StringBuilder(expected);
    }

    /**
     * Adds a line. A value cannot end its line, whatever its source: a character that might do so
     * becomes a space, and so does one that a header line cannot carry.
     */
    public Builder line(String name, String value) {
      text.append(name).append(SEPARATOR);
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        text.append(c == '\r' || c == '\n' || c > 0xff ? ' ' : c);
      }
      text.append(END);
      return this;
    }

    public HeaderBlock build() {
      return new HeaderBlock(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
