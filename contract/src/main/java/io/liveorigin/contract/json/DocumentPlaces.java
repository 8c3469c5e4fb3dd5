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
 * The positions of the keys of a document, for messages. They come from a second reading, after the
 * first one has failed. The second reading stops without an error where the document cannot be read
 * any further. Immutable; line numbers start at 1.
 */
final class DocumentPlaces {
  /**
   * The largest number of keys and elements that are read. A person writes fewer. Messages about
   * later ones have no line.
   */
  private static final int MOST = 20_000;

  /** A key or an element of a list, with what is below it. */
  static final class Place {
    private final int line;
    private final String path;
    private final Map<String, Place> below = new LinkedHashMap<>(2);

    /** The value of its key {@code id}, by which messages name it. */
    private String id = "";

    /** For a list: how many of its elements have been read. */
    private int elements;

    Place(int line, String path) {
      this.line = line;
      this.path = path;
    }

    int line() {
      return line;
    }

    /** Keys and positions on the way to it, with dots between them; empty for the root. */
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

  /** A key that occurs twice. */
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
      // The first reading reports the cause. The places up to here are known.
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

  /** Returns {@code "line 7: "}; an empty text if the document has only one line. */
  String at(int line) {
    return severalLines ? "line " + line + ": " : "";
  }

  /**
   * Returns the prefix with the line of a message's subject; an empty text if the subject is not in
   * the document.
   *
   * @param path the path to the value that was being read, as far as it is known: keys, and {@code
   *     [0]} for elements
   * @param message a text that begins with a key, as all messages about keys do
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

  /** Returns the deepest place on the path that exists. */
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

  /** The path of the last key that could be read. */
  Optional<String> lastKey() {
    return last.map(place -> place.path);
  }

  Optional<Doubled> doubled() {
    return doubled;
  }

  /** The line in which another document begins after the first one. */
  OptionalInt secondDocument() {
    return second;
  }
}
