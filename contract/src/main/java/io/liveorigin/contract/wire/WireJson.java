package io.liveorigin.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.JsonDocuments;

/**
 * JSON of the wire format. The descriptions of the ways of reading in {@link JsonDocuments} apply
 * here, too.
 */
public final class WireJson {
  private WireJson() {}

  /** Writes any record or tree of the contract. */
  public static byte[] write(Object value) {
    return JsonDocuments.write(value);
  }

  /** Reads JSON that a person wrote; errors name the key. */
  public static <T> T readStrict(byte[] json, Class<T> type) {
    return JsonDocuments.readStrict(json, type);
  }

  /** Reads YAML that a person wrote; errors name the key. */
  public static <T> T readStrictYaml(byte[] yaml, Class<T> type) {
    return JsonDocuments.readStrictYaml(yaml, type);
  }

  /** Reads JSON that a service wrote; throws {@link OriginException} and nothing else. */
  public static <T> T read(byte[] json, Class<T> type) {
    return JsonDocuments.read(json, type);
  }

  /** Reads a tree that a service wrote. */
  public static JsonNode readTree(byte[] json) {
    return JsonDocuments.readTree(json);
  }

  static <T> T require(String key, T value) {
    return JsonDocuments.require(key, value);
  }
}
