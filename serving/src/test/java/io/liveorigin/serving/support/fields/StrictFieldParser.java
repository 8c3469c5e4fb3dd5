package io.liveorigin.serving.support.fields;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A second opinion on the structured fields that we write: the parsing algorithms of RFC 9651,
 * section 4.2, step by step, and nothing that they do not allow. It shares no code with the library
 * that writes. What does not parse is an {@link IllegalArgumentException}.
 */
public final class StrictFieldParser {
  private static final int MAX_INTEGER_DIGITS = 15;
  private static final int MAX_DECIMAL_INTEGER_DIGITS = 12;
  private static final int MAX_DECIMAL_CHARACTERS = 16;
  private static final int MAX_FRACTION_DIGITS = 3;

  private final String input;
  private int at;

  private StrictFieldParser(String input) {
    this.input = input;
  }

  public static List<FieldValue.Member> list(String text) {
    StrictFieldParser parser = new StrictFieldParser(text);
    return parser.whole(parser::list);
  }

  public static Map<String, FieldValue.Member> dictionary(String text) {
    StrictFieldParser parser = new StrictFieldParser(text);
    return parser.whole(parser::dictionary);
  }

  public static FieldValue.Item item(String text) {
    StrictFieldParser parser = new StrictFieldParser(text);
    return parser.whole(parser::item);
  }

  /** Section 4.2. */
  private <T> T whole(Supplier<T> type) {
    require(input.chars().allMatch(c -> c < 0x80), "not ASCII");
    spaces();
    T value = type.get();
    spaces();
    require(end(), "characters after the value");
    return value;
  }

  /** Section 4.2.1. */
  private List<FieldValue.Member> list() {
    List<FieldValue.Member> members = new ArrayList<>();
    while (!end()) {
      members.add(member());
      if (!nextMember()) {
        return members;
      }
    }
    return members;
  }

  /** Section 4.2.2. */
  private Map<String, FieldValue.Member> dictionary() {
    Map<String, FieldValue.Member> members = new LinkedHashMap<>();
    while (!end()) {
      String key = key();
      FieldValue.Member member;
      if (take('=')) {
        member = member();
      } else {
        member = new FieldValue.Item(FieldValue.of(true), parameters());
      }
      members.remove(key);
      members.put(key, member);
      if (!nextMember()) {
        return members;
      }
    }
    return members;
  }

  private boolean nextMember() {
    optionalWhiteSpace();
    if (end()) {
      return false;
    }
    require(take(','), "no comma between members");
    optionalWhiteSpace();
    require(!end(), "a comma at the end");
    return true;
  }

  private FieldValue.Member member() {
    return peek('(') ? innerList() : item();
  }

  /** Section 4.2.1.2. */
  private FieldValue.InnerList innerList() {
    require(take('('), "no inner list");
    List<FieldValue.Item> items = new ArrayList<>();
    while (!end()) {
      spaces();
      if (take(')')) {
        return new FieldValue.InnerList(items, parameters());
      }
      items.add(item());
      require(peek(' ') || peek(')'), "an item of an inner list must end with space or )");
    }
    throw new IllegalArgumentException("inner list without end");
  }

  /** Section 4.2.3. */
  private FieldValue.Item item() {
    return new FieldValue.Item(bare(), parameters());
  }

  /** Section 4.2.3.1. */
  private FieldValue.Bare bare() {
    require(!end(), "no item");
    char c = input.charAt(at);
    if (c == '-' || isDigit(c)) {
      return number();
    }
    if (isAlpha(c) || c == '*') {
      return token();
    }
    return switch (c) {
      case '"' -> new FieldValue.StringValue(string());
      case ':' -> bytes();
      case '?' -> bool();
      case '@' -> date();
      case '%' -> displayString();
      default -> throw new IllegalArgumentException("no item starts with " + c);
    };
  }

  /** Section 4.2.3.2. */
  private Map<String, FieldValue.Bare> parameters() {
    Map<String, FieldValue.Bare> parameters = new LinkedHashMap<>();
    while (take(';')) {
      spaces();
      String key = key();
      FieldValue.Bare value = take('=') ? bare() : FieldValue.of(true);
      parameters.remove(key);
      parameters.put(key, value);
    }
    return parameters;
  }

  /** Section 4.2.3.3. */
  private String key() {
    require(!end() && (isLower(input.charAt(at)) || peek('*')), "no key");
    int start = at;
    while (!end() && isKeyCharacter(input.charAt(at))) {
      at++;
    }
    return input.substring(start, at);
  }

  /** Section 4.2.4. */
  private FieldValue.Bare number() {
    int sign = take('-') ? -1 : 1;
    require(!end() && isDigit(input.charAt(at)), "no digit");
    int start = at;
    int point = -1;
    while (!end()) {
      char c = input.charAt(at);
      if (c == '.' && point < 0) {
        require(at - start <= MAX_DECIMAL_INTEGER_DIGITS, "too many digits before the point");
        point = at;
      } else if (!isDigit(c)) {
        break;
      }
      at++;
      require(
          at - start <= (point < 0 ? MAX_INTEGER_DIGITS : MAX_DECIMAL_CHARACTERS),
          "too many digits");
    }
    String digits = input.substring(start, at);
    if (point < 0) {
      return new FieldValue.IntegerValue(sign * Long.parseLong(digits));
    }
    int fraction = at - point - 1;
    require(fraction >= 1 && fraction <= MAX_FRACTION_DIGITS, "1 to 3 digits after the point");
    return new FieldValue.DecimalValue(new BigDecimal(digits).multiply(BigDecimal.valueOf(sign)));
  }

  /** Section 4.2.5. */
  private String string() {
    require(take('"'), "no string");
    StringBuilder text = new StringBuilder();
    while (!end()) {
      char c = input.charAt(at++);
      if (c == '"') {
        return text.toString();
      }
      if (c == '\\') {
        require(peek('"') || peek('\\'), "only quotes and backslashes are escaped");
        c = input.charAt(at++);
      }
      require(c >= 0x20 && c < 0x7f, "a control character in a string");
      text.append(c);
    }
    throw new IllegalArgumentException("string without end");
  }

  /** Section 4.2.6. */
  private FieldValue.Bare token() {
    int start = at;
    while (!end() && isTokenCharacter(input.charAt(at))) {
      at++;
    }
    return new FieldValue.TokenValue(input.substring(start, at));
  }

  /** Section 4.2.7. */
  private FieldValue.Bare bytes() {
    require(take(':'), "no byte sequence");
    int close = input.indexOf(':', at);
    require(close >= 0, "byte sequence without end");
    String base64 = input.substring(at, close);
    require(base64.matches("[A-Za-z0-9+/=]*"), "not base64");
    at = close + 1;
    return new FieldValue.BytesValue(base64);
  }

  /** Section 4.2.8. */
  private FieldValue.Bare bool() {
    require(take('?'), "no boolean");
    if (take('1')) {
      return FieldValue.of(true);
    }
    require(take('0'), "a boolean is ?0 or ?1");
    return FieldValue.of(false);
  }

  /** Section 4.2.9. */
  private FieldValue.Bare date() {
    require(take('@'), "no date");
    FieldValue.Bare number = number();
    require(number instanceof FieldValue.IntegerValue, "a date has no fraction");
    return new FieldValue.DateValue(((FieldValue.IntegerValue) number).value());
  }

  /** Section 4.2.10. */
  private FieldValue.Bare displayString() {
    require(take('%') && take('"'), "no display string");
    ByteBuffer bytes = ByteBuffer.allocate(input.length());
    while (!end()) {
      char c = input.charAt(at++);
      require(c >= 0x20 && c < 0x7f, "a control character in a display string");
      if (c == '"') {
        try {
          return new FieldValue.DisplayStringValue(
              StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
          throw new IllegalArgumentException("not UTF-8", e);
        }
      }
      if (c == '%') {
        require(input.length() - at >= 2, "half an escape");
        String hex = input.substring(at, at + 2);
        require(hex.matches("[0-9a-f]{2}"), "escapes have two lower-case hex digits");
        bytes.put((byte) Integer.parseInt(hex, 16));
        at += 2;
      } else {
        bytes.put((byte) c);
      }
    }
    throw new IllegalArgumentException("display string without end");
  }

  private boolean end() {
    return at == input.length();
  }

  private boolean peek(char c) {
    return !end() && input.charAt(at) == c;
  }

  private boolean take(char c) {
    boolean there = peek(c);
    at += there ? 1 : 0;
    return there;
  }

  private void spaces() {
    while (peek(' ')) {
      at++;
    }
  }

  private void optionalWhiteSpace() {
    while (peek(' ') || peek('\t')) {
      at++;
    }
  }

  private void require(boolean kept, String otherwise) {
    if (!kept) {
      throw new IllegalArgumentException(otherwise + ", at " + at + " of: " + input);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isAlpha(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isKeyCharacter(char c) {
    return isLower(c) || isDigit(c) || "_-.*".indexOf(c) >= 0;
  }

  private static boolean isTokenCharacter(char c) {
    return isAlpha(c) || isDigit(c) || "!#$%&'*+-.^_`|~:/".indexOf(c) >= 0;
  }
}
