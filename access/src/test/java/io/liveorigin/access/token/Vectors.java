package io.liveorigin.access.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.json.JsonDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Tokens made by software that is not ours: {@code tokens/make-vectors.js}. */
final class Vectors {
  /** An instant at which those are valid that are meant to be. */
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  record Vector(String name, TokenVerdict.Outcome outcome, String token) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final JsonNode ALL = read();

  private Vectors() {}

  private static JsonNode read() {
    try (InputStream in = Vectors.class.getResourceAsStream("/tokens/vectors.json")) {
      return JsonDocuments.readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Vector> all() {
    return StreamSupport.stream(ALL.get("vectors").spliterator(), false)
        .map(
            node ->
                new Vector(
                    node.get("name").asText(),
                    TokenVerdict.Outcome.valueOf(
                        node.get("outcome").asText().toUpperCase(java.util.Locale.ROOT)),
                    node.get("token").asText()))
        .toList();
  }

  static String token(String name) {
    return all().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow().token();
  }

  /** The file for those tokens, with these of its keys. */
  static ViewerTokenFile file(String... kids) {
    List<Object> keys = new ArrayList<>();
    for (String kid : kids) {
      keys.add(
          Map.of("kid", kid, kid.equals("k1") ? "secret" : "publicKey", ALL.get("keys").get(kid)));
    }
    return ViewerTokenFile.read(
        JsonDocuments.writeYaml(
            Map.of(
                "tenants",
                Map.of(
                    "acme",
                    Map.of(
                        "issuer",
                        "https://login.acme.example",
                        "audience",
                        "acme-live",
                        "url",
                        "https://live.acme.example",
                        "keys",
                        keys)))));
  }

  static TenantTokenVerifier judge(String... kids) {
    return judge(Clock.fixed(NOW, ZoneOffset.UTC), kids);
  }

  static TenantTokenVerifier judge(Clock clock, String... kids) {
    return new ViewerTokenVerifier(file(kids), clock).of("acme").orElseThrow();
  }

  /** A request that those tokens cover that are meant to. */
  static TokenRequest use() {
    return use("GET", "/acme/news/v0-7.m4s");
  }

  static TokenRequest use(String method, String path) {
    return new TokenRequest() {
      @Override
      public String method() {
        return method;
      }

      @Override
      public String path() {
        return path;
      }

      @Override
      public List<String> field(String name) {
        return name.equals("x-device") ? List.of("tv-17") : List.of();
      }
    };
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
