package io.liveorigin.serving.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.wire.WireJson;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what operators send, JSON or YAML by its media type, and writes JSON. */
final class AdminDocuments {
  private AdminDocuments() {}

  /**
   * The body as strict JSON. What the path already says may be left out of the body, and must not
   * differ in it.
   *
   * @param path what the path says, by key
   * @param invalid code of a body that contradicts the path
   */
  static byte[] read(Context ctx, Map<String, String> path, ErrorCode invalid) {
    return read(contentType(ctx), ctx.bodyAsBytes(), path, invalid);
  }

  /**
   * The same.
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

  /** The {@code at} of a body that may be absent. */
  static Optional<Instant> instant(Context ctx) {
    return ctx.bodyAsBytes().length == 0
        ? Optional.empty()
        : WireJson.readStrict(
                WireJson.write(parse(contentType(ctx), ctx.bodyAsBytes())), TimeBody.class)
            .at();
  }

  /** A body that says when. */
  private record TimeBody(Optional<Instant> at) {}

  private static ObjectNode parse(String contentType, byte[] body) {
    return switch (contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
      case "", "application/json", "text/json" -> WireJson.readStrict(body, ObjectNode.class);
      case "application/yaml", "application/x-yaml", "text/yaml" ->
          WireJson.readStrictYaml(body, ObjectNode.class);
      default ->
          throw new OriginException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "Content-Type must be application/json or application/yaml");
    };
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
