package io.liveorigin.serving.cmcd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of one member of client data: an item or an inner list of a structured field (RFC 9651,
 * section 3). Of parameters only the names are kept, because CMCD uses them as flags: {@code
 * (3200;v 128;a)} are bit rates of video and of audio. Immutable.
 *
 * @param items one for an item, any number for an inner list
 */
record CmcdValue(List<Item> items) {
  private static final int MOST_ITEMS = 32;
  private static final int MOST_PARAMETERS = 8;
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,3})?");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*");
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([a-z*][a-z0-9_.*-]*)(?:=(?:\"[^\"]*\"|[^\\s;)\"]*))?");

  /** The forms of an item. */
  sealed interface Bare permits Flag, Number, Text, Token {}

  record Flag(boolean value) implements Bare {}

  record Number(double value) implements Bare {}

  record Text(String value) implements Bare {}

  record Token(String value) implements Bare {}

  /** A value with the names of its parameters. */
  record Item(Bare bare, List<String> parameters) {}

  /**
   * Reads what comes after the equals sign of a member. Never throws; the length of the text bounds
   * the cost.
   *
   * @return empty if it is none of these types, or has more items than any report needs
   */
  static Optional<CmcdValue> read(String text) {
    Reader reader = new Reader(text);
    Optional<CmcdValue> value = reader.value();
    return reader.atEnd() ? value : Optional.empty();
  }

  /** The value of a key without an equals sign. */
  static CmcdValue present() {
    return new CmcdValue(List.of(new Item(new Flag(true), List.of())));
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean atEnd() {
      return at == text.length();
    }

    Optional<CmcdValue> value() {
      if (atEnd() || text.charAt(at) != '(') {
        return item().map(item -> new CmcdValue(List.of(item)));
      }
      at++;
      List<Item> items = new ArrayList<>();
      while (items.size() <= MOST_ITEMS) {
        skipSpaces();
        if (!atEnd() && text.charAt(at) == ')') {
          at++;
          // Parameters of the list as a whole mean nothing here.
          return parameters().map(ignored -> new CmcdValue(List.copyOf(items)));
        }
        Optional<Item> item = item();
        if (item.isEmpty()) {
          return Optional.empty();
        }
        items.add(item.get());
      }
      return Optional.empty();
    }

    private void skipSpaces() {
      while (!atEnd() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private Optional<Item> item() {
      return bare().flatMap(bare -> parameters().map(names -> new Item(bare, names)));
    }

    private Optional<Bare> bare() {
      if (atEnd()) {
        return Optional.empty();
      }
      if (text.charAt(at) == '"') {
        return string();
      }
      if (text.startsWith("?0", at) || text.startsWith("?1", at)) {
        at += 2;
        return Optional.of(new Flag(text.charAt(at - 1) == '1'));
      }
      Optional<String> number = match(NUMBER);
      return number.isPresent()
          ? number.map(digits -> new Number(Double.parseDouble(digits)))
          : match(TOKEN).map(Token::new);
    }

    private Optional<String> match(Pattern pattern) {
      Matcher matcher = pattern.matcher(text).region(at, text.length());
      if (!matcher.lookingAt()) {
        return Optional.empty();
      }
      at = matcher.end();
      return Optional.of(matcher.group());
    }

    private Optional<Bare> string() {
      StringBuilder out = new StringBuilder();
      for (int i = at + 1; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"') {
          at = i + 1;
          return Optional.of(new Text(out.toString()));
        }
        if (c == '\\') {
          i++;
          if (i == text.length()) {
            return Optional.empty();
          }
          c = text.charAt(i);
        }
        out.append(c);
      }
      return Optional.empty();
    }

    private Optional<List<String>> parameters() {
      List<String> names = new ArrayList<>();
      while (!atEnd() && text.charAt(at) == ';') {
        Matcher matcher = PARAMETER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt() || names.size() == MOST_PARAMETERS) {
          return Optional.empty();
        }
        names.add(matcher.group(1));
        at = matcher.end();
      }
      return Optional.of(List.copyOf(names));
    }
  }
}
