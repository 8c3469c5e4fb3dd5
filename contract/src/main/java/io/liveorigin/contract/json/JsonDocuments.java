package io.liveorigin.contract.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.util.stream.Collectors;

/** The Jackson mappers of the project, and the one place where their exceptions become ours. */
public final class JsonDocuments {
  /** Strict: what people write. Unknown, doubled and missing keys and fractions are refused. */
  private static final ObjectMapper STRICT_JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private static final ObjectMapper STRICT_YAML =
      YAMLMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** Lenient: what services write. A later version may add keys. */
  private static final ObjectMapper LENIENT =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private JsonDocuments() {}

  /** Writes any record or tree of the contract. */
  public static byte[] write(Object value) {
    try {
      return STRICT_JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new OriginException(ErrorCode.INTERNAL, "cannot write " + value.getClass(), e);
    }
  }

  /** Writes a record for people to read and change. */
  public static byte[] writeYaml(Object value) {
    try {
      return STRICT_YAML.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new OriginException(ErrorCode.INTERNAL, "cannot write " + value.getClass(), e);
    }
  }

  /** Reads JSON that a person wrote; errors name the key. */
  public static <T> T readStrict(byte[] json, Class<T> type) {
    return read(STRICT_JSON, json, type, ErrorCode.INVALID_JSON);
  }

  /** Reads YAML that a person wrote; errors name the key. */
  public static <T> T readStrictYaml(byte[] yaml, Class<T> type) {
    return read(STRICT_YAML, yaml, type, ErrorCode.INVALID_JSON);
  }

  /**
   * The same of a file that has secrets: no error quotes what is in it, nor has one a cause that
   * does. They say the line, the column and the known keys on the way.
   */
  public static <T> T readSecretYaml(byte[] yaml, Class<T> type) {
    return SecretDocument.read(STRICT_YAML, yaml, type);
  }

  /** Reads JSON that a service wrote; unknown keys of a later version are passed over. */
  public static <T> T read(byte[] json, Class<T> type) {
    return read(LENIENT, json, type, ErrorCode.INVALID_JSON);
  }

  /** Reads a tree that a service wrote. */
  public static JsonNode readTree(byte[] json) {
    return read(json, JsonNode.class);
  }

  /** Returns {@code value}; where the key is missing or null, throws naming it. */
  public static <T> T require(String key, T value) {
    if (value == null) {
      throw new OriginException(ErrorCode.INVALID_JSON, key + " is missing");
    }
    return value;
  }

  /** The constant of an enum, as it is written in a document. */
  static String word(Object constant) {
    return STRICT_JSON.convertValue(constant, String.class);
  }

  private static <T> T read(ObjectMapper mapper, byte[] bytes, Class<T> type, ErrorCode code) {
    try {
      T value = mapper.readValue(bytes, type);
      if (value == null) {
        throw new OriginException(code, "the document is empty");
      }
      return value;
    } catch (JsonMappingException e) {
      throw ours(e, code);
    } catch (JacksonException e) {
      throw new OriginException(code, "cannot be parsed: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new OriginException(code, "cannot be read: " + e.getMessage(), e);
    }
  }

  /** A refusal of our own records keeps its code and text; Jackson's own gets the key in front. */
  private static OriginException ours(JsonMappingException e, ErrorCode code) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof OriginException own) {
        return own;
      }
    }
    String key =
        e.getPath().stream()
            .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
            .collect(Collectors.joining("."));
    if (e instanceof UnrecognizedPropertyException unknown) {
      String allowed =
          unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
      return new OriginException(code, key + " is not a known key; allowed are " + allowed, e);
    }
    if (e instanceof MismatchedInputException other && other.getTargetType() != null) {
      // Not the value: it may be a secret that stands in the wrong place.
      return new OriginException(
          code,
          (key.isEmpty() ? "the document" : key)
              + " must be "
              + ExpectedForm.of(other.getTargetType()),
          e);
    }
    return new OriginException(code, (key.isEmpty() ? "" : key + ": ") + e.getOriginalMessage(), e);
  }
}
