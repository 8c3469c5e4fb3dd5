package io.liveorigin.contract.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the keys of a document are: its second reading, for messages, after the first one has
 * failed. It stops without a word where the document cannot be read any further. Immutable; lines
 * begin with 1.
 */
final class DocumentPlaces {
  /** What a person writes is smaller; beyond, messages have no line. */
  private static final int MOST = 20_000;

  /** A key or an element of a list, with what is below it. */
  static final class Place {
    private final int line;
    private final String path;
    private final Map<String, Place> below = new LinkedHashMap<>(2);

    /** What its key {@code id} says: messages call it that. */
    private String id = "";

    /** Of a list: how many of its elements came. */
    private int elements;

    Place(int line, String path) {
      this.line = line;
      this.path = path;
    }

    int line() {
      return line;
    }

    /** Keys and positions on the way to it, with points between them; empty for the root. */
    String path() {
      return path;
    }

    Map<String, Place> below() {
      return below;
    }

    Optional<Place> child(String name) {
      return Optional.ofNullable(below.get(name))
          .or(() -> below.values().stream().filter(place -> place.id.equals(name)).findFirst());
    }
  }

  /** A key that is there twice. */
  record Doubled(String path, int first, int second) {}

  private final boolean severalLines;
  private final Deque<Place> open = new ArrayDeque<>();
  private final Deque<Boolean> lists = new ArrayDeque<>();
  private Optional<Place> root = Optional.empty();
  private Optional<Place> last = Optional.empty();
  private Optional<Doubled> doubled = Optional.empty();
  private OptionalInt second = OptionalInt.empty();
  private int count;

  private DocumentPlaces(boolean severalLines) {
    this.severalLines = severalLines;
  }

  static DocumentPlaces of(ObjectMapper mapper, byte[] document) {
    DocumentPlaces places = new DocumentPlaces(severalLines(document));
    try (JsonParser parser = mapper.createParser(document)) {
      parser.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      places.read(parser);
    } catch (IOException e) {
      // Why is what the first reading says. Up to there, the places are known.
      return places;
    }
    return places;
  }

  private static boolean severalLines(byte[] document) {
    boolean newLine = false;
    for (byte b : document) {
      if (newLine && (b & 0xff) > ' ') {
        return true;
      }
      newLine |= b == '\n';
    }
    return false;
  }

  private void read(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    while (token != null && count < MOST && second.isEmpty()) {
      int line = parser.currentTokenLocation().getLineNr();
      if (root.isPresent() && open.isEmpty()) {
        second = OptionalInt.of(line);
      } else if (token == JsonToken.FIELD_NAME) {
        key(parser.currentName(), line);
      } else if (token.isStructEnd()) {
        open.pop();
        lists.pop();
      } else {
        value(parser, token, line);
      }
      token = parser.nextToken();
    }
  }

  private void key(String name, int line) {
    Place holder = open.element();
    Place place = place(line, holder.path.isEmpty() ? name : holder.path + "." + name);
    Place before = holder.below.put(name, place);
    if (before != null && doubled.isEmpty()) {
      doubled = Optional.of(new Doubled(place.path, before.line, line));
    }
    last = Optional.of(place);
  }

  private void value(JsonParser parser, JsonToken token, int line) throws IOException {
    Optional<Place> holder = Optional.ofNullable(open.peek());
    boolean inList = holder.isPresent() && lists.element();
    Place place =
        inList ? element(holder.get(), token, line) : last.orElseGet(() -> place(line, ""));
    if (root.isEmpty()) {
      root = Optional.of(place);
    }
    if (token.isStructStart()) {
      open.push(place);
      lists.push(token == JsonToken.START_ARRAY);
    } else if (!inList && holder.isPresent() && isId(place.path)) {
      holder.get().id = parser.getText();
    }
  }

  private static boolean isId(String path) {
    return path.equals("id") || path.endsWith(".id");
  }

  /** Plain elements have the line of their list. */
  private Place element(Place list, JsonToken token, int line) {
    String index = "[" + list.elements++ + "]";
    if (!token.isStructStart()) {
      return list;
    }
    Place place = place(line, list.path.isEmpty() ? index : list.path + "." + index);
    list.below.put(index, place);
    return place;
  }

  private Place place(int line, String path) {
    count++;
    return new Place(line, path);
  }

  /** {@code "line 7: "}; nothing where the document has one line only. */
  String at(int line) {
    return severalLines ? "line " + line + ": " : "";
  }

  /**
   * The same for what a message is about; nothing where that is not in the document.
   *
   * @param path to what was being read, as far as it is known: keys, and {@code [0]} for elements
   * @param message that begins with a key, as all messages about keys do
   */
  String of(List<String> path, String message) {
    if (root.isEmpty()) {
      return "";
    }
    List<String> named = List.of(message.split("[ :;]", 2)[0].replace("[", ".[").split("\\."));
    Place start = descend(root.get(), path);
    Place whole = descend(root.get(), named);
    if (whole != root.get() && whole.path.length() >= start.path.length()) {
      return at(whole.line);
    }
    Place meant = start.child(named.get(named.size() - 1)).orElse(start);
    return meant == root.get() ? "" : at(meant.line);
  }

  /** The deepest that is there. */
  private static Place descend(Place from, List<String> path) {
    Place at = from;
    for (String name : path) {
      Optional<Place> next = name.isEmpty() ? Optional.of(at) : at.child(name);
      if (next.isEmpty()) {
        return at;
      }
      at = next.get();
    }
    return at;
  }

  Optional<Place> root() {
    return root;
  }

  /** The last key that could be read. */
  Optional<String> lastKey() {
    return last.map(place -> place.path);
  }

  Optional<Doubled> doubled() {
    return doubled;
  }

  /** Where another document begins behind the first one. */
  OptionalInt secondDocument() {
    return second;
  }
}
