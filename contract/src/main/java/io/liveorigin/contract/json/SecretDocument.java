package io.liveorigin.contract.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads documents with secrets. The parsers' own messages quote the text that they cannot read, and
 * errors are logged. Therefore neither these messages nor the exceptions that contain them are
 * passed on.
 */
final class SecretDocument {
  private static final String NOT_KNOWN = "the key is not known";

  private final DocumentPlaces places;
  private final Optional<UnknownKey> unknown;

  private SecretDocument(DocumentPlaces places, Class<?> type) {
    this.places = places;
    this.unknown = UnknownKey.first(places, type);
  }

  static <T> T read(ObjectMapper mapper, byte[] bytes, Class<T> type) {
    try {
      T value = mapper.readValue(bytes, type);
      if (value == null) {
        throw refused("the document is empty");
      }
      return value;
    } catch (JsonMappingException e) {
      throw new SecretDocument(DocumentPlaces.of(mapper, bytes), type).refusal(e);
    } catch (JacksonException e) {
      if (!RefusedDocument.isUtf8(bytes)) {
        throw refused(RefusedDocument.NOT_UTF8);
      }
      throw new SecretDocument(DocumentPlaces.of(mapper, bytes), type).unreadable(e);
    } catch (IOException e) {
      throw refused(RefusedDocument.NOT_UTF8);
    }
  }

  private OriginException refusal(JsonMappingException e) {
    if (unknown.isPresent()) {
      return refused(unknown.get());
    }
    Optional<OriginException> own = own(e);
    if (own.isPresent()) {
      // The project's own records quote only what they may.
      String line = places.of(names(e.getPath()), own.get().getMessage());
      return line.isEmpty()
          ? own.get()
          : new OriginException(own.get().code(), line + own.get().getMessage());
    }
    String line = places.of(names(e.getPath()), "");
    if (e instanceof UnrecognizedPropertyException found) {
      String shown = keys(e.getPath().subList(0, e.getPath().size() - 1));
      return refused(line + UnknownKey.of(found, "", shown, 0).sentence(shown, NOT_KNOWN));
    }
    if (places.doubled().isPresent()) {
      return doubled(places.doubled().get());
    }
    return e.getCause() instanceof JacksonException && !(e instanceof MismatchedInputException)
        ? unreadable(e)
        : refused(line + (e.getPath().isEmpty() ? "the document " : keys(e.getPath())) + form(e));
  }

  private OriginException refused(UnknownKey key) {
    return refused(places.at(key.line()) + key.sentence(key.shown(), NOT_KNOWN));
  }

  private OriginException unreadable(JacksonException e) {
    return places
        .doubled()
        .map(this::doubled)
        .orElseGet(
            () ->
                refused(
                    ParserPosition.of(e)
                        + "the text cannot be read as YAML; indent with spaces, and put"
                        + " strings with"
                        + " special characters in quotes"));
  }

  /** Does not name the key, because it may be a text that lost its quotation marks. */
  private OriginException doubled(DocumentPlaces.Doubled key) {
    return refused(
        places.at(key.second())
            + "the key occurs twice"
            + (places.at(key.first()).isEmpty() ? "" : ", also in line " + key.first())
            + "; remove one of them");
  }

  private static Optional<OriginException> own(JsonMappingException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof OriginException own) {
        return Optional.of(own);
      }
    }
    return Optional.empty();
  }

  private static String form(JsonMappingException e) {
    return e instanceof MismatchedInputException wrong && wrong.getTargetType() != null
        ? "must be " + ExpectedForm.of(wrong.getTargetType())
        : "the value cannot be used";
  }

  private static List<String> names(List<JsonMappingException.Reference> path) {
    return path.stream().map(SecretDocument::name).toList();
  }

  /**
   * Keys of records and positions in lists. Keys of maps are left out, because they may be
   * anything.
   */
  private static String keys(List<JsonMappingException.Reference> path) {
    return path.stream()
        .filter(reference -> !(reference.getFrom() instanceof Map))
        .map(reference -> name(reference) + ": ")
        .collect(Collectors.joining());
  }

  private static String name(JsonMappingException.Reference reference) {
    return reference.getFieldName() == null
        ? "[" + reference.getIndex() + "]"
        : reference.getFieldName();
  }

  private static OriginException refused(String detail) {
    return new OriginException(ErrorCode.INVALID_JSON, detail);
  }
}
