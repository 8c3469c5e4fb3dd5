package io.liveorigin.media.vtt;

import java.util.ArrayList;
import java.util.List;

/** Text of strangers, cut into the lines of a WebVTT file (W3C WebVTT, 4.1 and 6.1). Pure. */
final class VttLines {
  /** What makes a line one of times, wherever it stands. */
  static final String ARROW = "-->";

  private VttLines() {}

  /** The lines between CR, LF and both; a NUL, which no file may have, is replaced. */
  static List<String> of(String text) {
    return text.replace('\0', '\ufffd').replace("\r\n", "\n").replace('\r', '\n').lines().toList();
  }

  /** The blocks of lines between blank ones. */
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

  /** Whether it begins with that word. */
  static boolean begins(String line, String word) {
    return line.startsWith(word)
        && (line.length() == word.length() || Character.isWhitespace(line.charAt(word.length())));
  }
}
