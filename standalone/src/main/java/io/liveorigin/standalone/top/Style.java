package io.liveorigin.standalone.top;

/** How a part of a line is coloured, where colours are shown (ECMA-48, SGR). */
enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  GOOD("32"),
  WARN("33"),
  BAD("31"),
  SELECTED("7");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String paint(String text) {
    return code.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
  }
}
