package io.liveorigin.contract.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says in a sentence what is wrong with a document: the line, the key, and what to write. The
 * libraries' messages are not passed on, because they name classes; only the YAML parser's
 * description of a problem in the text is. For one document and one thread.
 */
final class RefusedDocument {
  static final String NOT_UTF8 = "the document must be UTF-8 text";
  private static final String NOT_KNOWN = " is not a known key";
  private static final String JSON_HINT =
      "a comma, a quotation mark or a bracket is missing or superfluous";
  private static final String YAML_HINT =
      "indent with spaces, and put strings with special characters in quotes";

  private final ObjectMapper mapper;
  private final DocumentPlaces places;
  private final Optional<UnknownKey> unknown;
  private final boolean utf8;

  private RefusedDocument(
      ObjectMapper mapper, byte[] document, DocumentPlaces places, Optional<UnknownKey> unknown) {
    this.mapper = mapper;
    this.utf8 = isUtf8(document);
    this.places = places;
    this.unknown = unknown;
  }

  /** Creates one for a document that could not be read as that type. */
  static RefusedDocument of(ObjectMapper mapper, byte[] document, Class<?> type) {
    DocumentPlaces places = DocumentPlaces.of(mapper, document);
    boolean strict = mapper.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    return new RefusedDocument(
        mapper, document, places, strict ? UnknownKey.first(places, type) : Optional.empty());
  }

  /** Creates one for a document that was read and then refused. */
  static RefusedDocument of(ObjectMapper mapper, byte[] document) {
    return new RefusedDocument(
        mapper, document, DocumentPlaces.of(mapper, document), Optional.empty());
  }

  /** Whether the bytes are text in UTF-8. The parsers report anything else as bad syntax. */
  static boolean isUtf8(byte[] document) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * Returns a refusal by one of the project's own records, which names the key, with the line
   * added.
   */
  OriginException withPlace(OriginException own) {
    return withPlace(List.of(), own);
  }

  private OriginException withPlace(List<String> path, OriginException own) {
    String line = places.of(path, own.getMessage());
    return line.isEmpty() ? own : new OriginException(own.code(), line + own.getMessage(), own);
  }

  /** Returns a refusal that says in words why the document could not be read. */
  OriginException because(IOException failure) {
    if (!utf8) {
      return refused("", NOT_UTF8, failure);
    }
    if (failure instanceof JsonMappingException && unknown.isPresent()) {
      return unknown(unknown.get(), failure);
    }
    Optional<OriginException> own = find(failure, OriginException.class);
    if (own.isPresent()) {
      return withPlace(path(failure), own.get());
    }
    if (failure instanceof JacksonException) {
      Optional<OriginException> structure = structure(failure);
      if (structure.isPresent()) {
        return structure.get();
      }
    }
    if (failure instanceof JsonMappingException mapping) {
      return value(mapping);
    }
    return failure instanceof JacksonException text ? syntax(text) : refused("", NOT_UTF8, failure);
  }

  /**
   * Returns the refusal of a fault that the first reading meets somewhere in the middle and the
   * second one sees as a whole.
   */
  private Optional<OriginException> structure(IOException failure) {
    return places
        .doubled()
        .map(
            key ->
                refused(
                    places.at(key.second()),
                    "Duplicate key "
                        + key.path()
                        + (places.at(key.first()).isEmpty() ? "" : ", also in line " + key.first())
                        + "; remove one of them",
                    failure))
        .or(
            () ->
                places.secondDocument().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        refused(
                            places.at(places.secondDocument().getAsInt()),
                            "another document begins here, but a file must contain only one",
                            failure)));
  }

  private OriginException value(JsonMappingException failure) {
    List<String> path = path(failure);
    String key = path.isEmpty() ? "the document" : String.join(".", path);
    String line = places.of(path, key);
    if (failure instanceof UnrecognizedPropertyException found) {
      return refused(line, UnknownKey.of(found, key, "", 0).sentence(key, NOT_KNOWN), failure);
    }
    Optional<InputCoercionException> range = find(failure, InputCoercionException.class);
    if (range.isPresent()) {
      return refused(line, key + " must be " + form(range.get().getTargetType()), failure);
    }
    if (failure instanceof MismatchedInputException other && other.getTargetType() != null) {
      // The value is not quoted: it may be a secret in the wrong place.
      return refused(line, key + " must be " + form(other.getTargetType()), failure);
    }
    if (failure.getCause() instanceof JacksonException text) {
      return syntax(text);
    }
    return refused(line, key + " has a value that cannot be used", failure);
  }

  private OriginException unknown(UnknownKey key, Exception failure) {
    return refused(places.at(key.line()), key.sentence(key.path(), NOT_KNOWN), failure);
  }

  private static String form(Class<?> type) {
    return type == null ? "smaller" : ExpectedForm.of(type);
  }

  private OriginException syntax(JacksonException failure) {
    String place = ParserPosition.of(failure);
    String after = places.lastKey().map(key -> " after key " + key).orElse("");
    if (find(failure, StreamConstraintsException.class).isPresent()) {
      return refused(
          place,
          "the document is too deeply nested, or a string or a number is too long" + after,
          failure);
    }
    boolean yaml = mapper.getFactory().getFormatName().equals("YAML");
    String problem =
        ParserPosition.yaml(failure)
            .map(MarkedYAMLException::getProblem)
            .map(text -> ": " + text.replaceAll("\\s+", " "))
            .orElse("");
    return refused(
        place,
        "the text cannot be read as "
            + (yaml ? "YAML" : "JSON")
            + after
            + problem
            + "; "
            + (yaml ? YAML_HINT : JSON_HINT),
        failure);
  }

  private OriginException refused(String place, String detail, Exception cause) {
    return new OriginException(ErrorCode.INVALID_JSON, place + detail, cause);
  }

  private static List<String> path(IOException failure) {
    return failure instanceof JsonMappingException mapping
        ? mapping.getPath().stream()
            .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
            .collect(Collectors.toList())
        : List.of();
  }

  private static <T> Optional<T> find(Throwable failure, Class<T> kind) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (kind.isInstance(t)) {
        return Optional.of(kind.cast(t));
      }
    }
    return Optional.empty();
  }
}
