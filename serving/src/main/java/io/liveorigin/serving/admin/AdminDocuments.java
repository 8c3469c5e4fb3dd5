package io.liveorigin.serving.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.JsonDocuments;
import io.liveorigin.contract.wire.WireJson;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads operators' documents, JSON or YAML by their media type, and writes JSON. */
final class AdminDocuments {
  private static final Set<String> JSON = Set.of("", "application/json", "text/json");
  private static final Set<String> YAML =
      Set.of("application/yaml", "application/x-yaml", "text/yaml");

  private AdminDocuments() {}

  /**
   * Reads the body as an operator wrote it. The body may leave out the keys that the path gives,
   * and must not contradict them. A refusal names the line of the key.
   *
   * @param path the values that the path gives, by key
   * @param invalid the error code for a body that contradicts the path
   * @param reading reads strict JSON
   */
  static <T> T read(
      Context ctx, Map<String, String> path, ErrorCode invalid, Function<byte[], T> reading) {
    byte[] body = ctx.bodyAsBytes();
    byte[] document = read(contentType(ctx), body, path, invalid);
    return yaml(contentType(ctx))
        ? JsonDocuments.withPlacesInYaml(body, () -> reading.apply(document))
        : JsonDocuments.withPlaces(body, () -> reading.apply(document));
  }

  /**
   * The body as strict JSON.
   *
   * @param contentType header field, empty if there is none
   */
  static byte[] read(String contentType, byte[] body, Map<String, String> path, ErrorCode invalid) {
    ObjectNode document = parse(contentType, body);
    path.forEach(
        (key, value) -> {
          if (!document.has(key)) {
            document.put(key, value);
          } else if (!document.get(key).asText().equals(value)) {
            throw new OriginException(
                invalid,
                key
                    + " must be '"
                    + value
                    + "' as in the path, but is '"
                    + document.get(key).asText()
                    + "'");
          }
        });
    return WireJson.write(document);
  }

  /** The {@code at} of a body; empty if the body is absent or does not have it. */
  static Optional<Instant> instant(Context ctx) {
    return ctx.bodyAsBytes().length == 0
        ? Optional.empty()
        : WireJson.readStrict(
                WireJson.write(parse(contentType(ctx), ctx.bodyAsBytes())), TimeBody.class)
            .at();
  }

  /** A body with an instant. */
  private record TimeBody(Optional<Instant> at) {}

  private static ObjectNode parse(String contentType, byte[] body) {
    String type = mediaType(contentType);
    if (yaml(contentType)) {
      return WireJson.readStrictYaml(body, ObjectNode.class);
    }
    if (JSON.contains(type)) {
      return WireJson.readStrict(body, ObjectNode.class);
    }
    throw new OriginException(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        "Content-Type must be application/json or application/yaml");
  }

  private static boolean yaml(String contentType) {
    return YAML.contains(mediaType(contentType));
  }

  private static String mediaType(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static String contentType(Context ctx) {
    return Optional.ofNullable(ctx.contentType()).orElse("");
  }

  static void write(Context ctx, int status, Object value) {
    ctx.status(status);
    ctx.contentType("application/json");
    ctx.header("Cache-Control", "no-store");
    ctx.result(WireJson.write(value));
  }

  static void written(Context ctx) {
    ctx.status(204);
    ctx.header("Cache-Control", "no-store");
    ctx.res().setContentType(null);
  }
}
