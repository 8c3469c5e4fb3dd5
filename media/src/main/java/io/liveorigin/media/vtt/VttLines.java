package io.liveorigin.media.vtt;

import java.util.ArrayList;
import java.util.List;

/** Splits untrusted text into the lines of a WebVTT file (W3C WebVTT, 4.1 and 6.1). Pure. */
final class VttLines {
  /** Makes a line one of cue times, wherever it is in the line. */
  static final String ARROW = "-->";

  private VttLines() {}

  /** Returns the lines between CR, LF and both; a NUL, which no file may have, is replaced. */
  static List<String> of(String text) {
    return text.replace('\0', '\ufffd').replace("\r\n", "\n").replace('\r', '\n').lines().toList();
  }

  /** Returns the blocks of lines between blank ones. */
  static List<List<String>> blocks(String text) {
    List<List<String>> blocks = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : of(text)) {
      if (!line.isBlank()) {
        block.add(line);
      } else if (!block.isEmpty()) {
        blocks.add(block);
        block = new ArrayList<>();
      }
    }
    if (!block.isEmpty()) {
      blocks.add(block);
    }
    return blocks;
  }

  /** Whether a line begins with that word. */
  static boolean begins(String line, String word) {
    return line.startsWith(word)
        && (line.length() == word.length() || Character.isWhitespace(line.charAt(word.length())));
  }
}
