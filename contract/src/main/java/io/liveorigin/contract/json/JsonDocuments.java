package io.liveorigin.contract.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The Jackson mappers of the project, and the only code that turns their exceptions into {@link
 * OriginException}.
 */
public final class JsonDocuments {
  /**
   * Strict, for documents that people write. Refuses unknown, duplicate and missing keys, and
   * fractions.
   */
  private static final ObjectMapper STRICT_JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule(), durations())
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
          .addModules(new Jdk8Module(), new JavaTimeModule(), durations())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** Lenient, for documents that services write. A later version may add keys. */
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
      throw new OriginException(ErrorCode.INTERNAL, "the document cannot be written", e);
    }
  }

  /** Writes a record for people to read and change. */
  public static byte[] writeYaml(Object value) {
    try {
      return STRICT_YAML.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the document cannot be written", e);
    }
  }

  /**
   * Reads JSON that a person wrote; errors name the key and, if there are several lines, the line.
   */
  public static <T> T readStrict(byte[] json, Class<T> type) {
    return read(STRICT_JSON, json, type);
  }

  /**
   * Reads YAML that a person wrote; errors name the key and, if there are several lines, the line.
   */
  public static <T> T readStrictYaml(byte[] yaml, Class<T> type) {
    return read(STRICT_YAML, yaml, type);
  }

  /**
   * Reads YAML that a person wrote, and checks more than each value by itself. A refusal that
   * begins with a key gets the line of that key.
   *
   * @param check checks the value that was read; throws {@link OriginException}
   */
  public static <T, R> R readStrictYaml(byte[] yaml, Class<T> type, Function<T, R> check) {
    T written = readStrictYaml(yaml, type);
    return withPlaces(STRICT_YAML, yaml, () -> check.apply(written));
  }

  /**
   * Runs a check of a JSON document that was read elsewhere. A refusal gets the line of its key.
   */
  public static <R> R withPlaces(byte[] json, Supplier<R> check) {
    return withPlaces(STRICT_JSON, json, check);
  }

  /**
   * Runs a check of a YAML document that was read elsewhere. A refusal gets the line of its key.
   */
  public static <R> R withPlacesInYaml(byte[] yaml, Supplier<R> check) {
    return withPlaces(STRICT_YAML, yaml, check);
  }

  private static <R> R withPlaces(ObjectMapper mapper, byte[] document, Supplier<R> check) {
    try {
      return check.get();
    } catch (OriginException e) {
      throw RefusedDocument.of(mapper, document).withPlace(e);
    }
  }

  /**
   * Reads a YAML file that contains secrets. No error quotes its content or has a cause that does.
   * Errors give the line and the known keys on the way to it.
   */
  public static <T> T readSecretYaml(byte[] yaml, Class<T> type) {
    return SecretDocument.read(STRICT_YAML, yaml, type);
  }

  /** Reads JSON that a service wrote; unknown keys of a later version are ignored. */
  public static <T> T read(byte[] json, Class<T> type) {
    return read(LENIENT, json, type);
  }

  /** Reads a tree that a service wrote. */
  public static JsonNode readTree(byte[] json) {
    return read(json, JsonNode.class);
  }

  /** Returns {@code value}. If it is null, throws an exception that names the key. */
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

  /** Returns a parser that reads a strict document token by token. */
  static JsonParser yamlParser(byte[] yaml) throws IOException {
    return STRICT_YAML.createParser(yaml);
  }

  /** Returns the refusal of a document that was read token by token. */
  static OriginException refusedYaml(byte[] yaml, IOException failure) {
    return RefusedDocument.of(STRICT_YAML, yaml, Object.class).because(failure);
  }

  private static SimpleModule durations() {
    return new SimpleModule("durations").addDeserializer(Duration.class, new DurationReader());
  }

  private static <T> T read(ObjectMapper mapper, byte[] bytes, Class<T> type) {
    try {
      T value = mapper.readValue(bytes, type);
      if (value == null) {
        throw new OriginException(ErrorCode.INVALID_JSON, "the document is empty");
      }
      return value;
    } catch (IOException e) {
      throw RefusedDocument.of(mapper, bytes, type).because(e);
    }
  }
}
