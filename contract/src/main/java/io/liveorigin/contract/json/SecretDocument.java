package io.liveorigin.contract.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads documents with secrets. The parsers' own messages quote the text that they cannot take, and
 * an error is logged: neither these messages nor the exceptions that have them go on.
 */
final class SecretDocument {
  private SecretDocument() {}

  static <T> T read(ObjectMapper mapper, byte[] bytes, Class<T> type) {
    try {
      T value = mapper.readValue(bytes, type);
      if (value == null) {
        throw refused("the document is empty");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw refused(
          place(e)
              + keys(e.getPath().subList(0, e.getPath().size() - 1))
              + "the key is not known; allowed are "
              + e.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    } catch (JsonMappingException e) {
      String where = e.getPath().isEmpty() ? "the document " : keys(e.getPath());
      throw own(e, refused(place(e) + where + form(e)));
    } catch (JacksonException e) {
      throw refused(place(e) + "cannot be parsed; texts with special characters need quotes");
    } catch (IOException e) {
      throw refused("cannot be read");
    }
  }

  /** A refusal of our own records, which know what they may quote. */
  private static OriginException own(JsonMappingException e, OriginException otherwise) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof OriginException own) {
        return own;
      }
    }
    return otherwise;
  }

  private static String form(JsonMappingException e) {
    return e instanceof MismatchedInputException wrong && wrong.getTargetType() != null
        ? "must be " + ExpectedForm.of(wrong.getTargetType())
        : "the value cannot be used";
  }

  private static String place(JacksonException e) {
    JsonLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : "before line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }

  /** Keys of records and positions in lists; the key of a map may be anything. */
  private static String keys(List<JsonMappingException.Reference> path) {
    return path.stream()
        .filter(reference -> !(reference.getFrom() instanceof Map))
        .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
        .map(key -> key + ": ")
        .collect(Collectors.joining());
  }

  private static OriginException refused(String detail) {
    return new OriginException(ErrorCode.INVALID_JSON, detail);
  }
}
