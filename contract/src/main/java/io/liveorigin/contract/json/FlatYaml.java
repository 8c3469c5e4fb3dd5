package io.liveorigin.contract.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Reads YAML documents whose keys have texts, lists of texts, or keys with texts: configuration
 * files. Texts stay as they are written: {@code 0010} is not read as a number. Pure functions.
 */
public final class FlatYaml {
  /**
   * The value of a key.
   *
   * @param text the value; the elements of a list are separated by commas, and keys with texts are
   *     {@code a=1,b=2}
   * @param single whether the value is one text
   * @param line line number of the key, starting at 1
   */
  public record Entry(String text, boolean single, int line) {}

  private FlatYaml() {}

  /**
   * Returns the keys in their order; an empty map for a document without keys. Throws {@link
   * ErrorCode#INVALID_JSON} with line and key for any other document.
   */
  public static Map<String, Entry> read(byte[] yaml) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    try (JsonParser parser = JsonDocuments.yamlParser(yaml)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return entries;
      }
      if (first != JsonToken.START_OBJECT) {
        throw refused(parser, "the document must consist of lines such as 'port: 8081'");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        int line = parser.currentTokenLocation().getLineNr();
        String key = parser.currentName();
        boolean single = parser.nextToken().isScalarValue();
        entries.put(key, new Entry(value(parser, key), single, line));
      }
      if (parser.nextToken() != null) {
        throw refused(parser, "another document begins here, but a file must contain only one");
      }
      return entries;
    } catch (IOException e) {
      throw JsonDocuments.refusedYaml(yaml, e);
    }
  }

  private static String value(JsonParser parser, String key) throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isScalarValue()) {
      return text(parser, key);
    }
    StringJoiner all = new StringJoiner(",");
    while (!parser.nextToken().isStructEnd()) {
      String name = "";
      if (token == JsonToken.START_OBJECT) {
        name = parser.currentName() + "=";
        parser.nextToken();
      }
      all.add(name + text(parser, key));
    }
    return all.toString();
  }

  private static String text(JsonParser parser, String key) throws IOException {
    if (parser.hasToken(JsonToken.VALUE_NULL)) {
      throw refused(parser, key + " must have a value or be left out");
    }
    if (!parser.currentToken().isScalarValue()) {
      throw refused(
          parser, key + " must be a string, a list of strings, or keys with strings as values");
    }
    return parser.getText();
  }

  private static OriginException refused(JsonParser parser, String detail) {
    return new OriginException(
        ErrorCode.INVALID_JSON,
        "line " + parser.currentTokenLocation().getLineNr() + ": " + detail);
  }
}
