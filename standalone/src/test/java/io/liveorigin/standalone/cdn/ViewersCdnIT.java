package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.json.JsonDocuments;
import io.liveorigin.serving.access.ReaderRules;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Viewers behind the configurations that we ship: signed URLs, which nginx checks, and tokens,
 * which the origin checks, so that no cache gives to one viewer what another was admitted to.
 */
@NeedsCdn
class ViewersCdnIT {
  private static final Path VECTORS =
      Path.of("..", "access", "src", "test", "resources", "tokens", "vectors.json");
  private static final String LINK_SECRET = "the-link-secret-in-tests";

  @TempDir static Path directory;
  private static JsonNode vectors;
  private static ReaderRules rules;
  private static CdnOrigin origin;
  private static List<CdnNodeProcess> nodes;
  private static CdnNodeProcess signing;
  private static String segment;

  @BeforeAll
  static void start() throws IOException {
    vectors = JsonDocuments.readTree(Files.readAllBytes(VECTORS));
    Path secrets = Files.writeString(directory.resolve("secrets"), CdnSettings.SECRET);
    Path tokens = Files.write(directory.resolve("tokens.yaml"), tokenFile());
    // The recorded tokens are valid at this instant.
    Clock then = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    rules = ReaderRules.watching(Optional.of(secrets), Optional.of(tokens), then);
    origin = CdnOrigin.patient(directory, config -> config.withCdnReaders(rules));
    nodes =
        List.of(
            origin.nginx(
                origin.settings(), config -> config.with("\"~^/token-demo/\" 1", "\"~^/t/\" 1")),
            origin.varnish(origin.settings(), config -> config.with("^/token-demo/", "^/t/")));
    signing =
        origin.nginx(
            origin.settings(),
            config ->
                config
                    .with("\"~^/signed-demo/\" 1", "\"~^/t/\" 1")
                    .with("\"~^1/signed-demo/\"", "\"~^1/t/\"")
                    .with("change-me-link-secret", LINK_SECRET)
                    .with("\"~^/token-demo/\" 1", "\"~^/t/\" 1"));
    long newest = origin.liveEdge();
    origin.publish("a", "v360", newest, origin.bytes("v360", newest));
    segment = origin.path("v360", newest);
    Patience.await()
        .until(
            () ->
                nodes.get(0).get(segment, "CTA-Common-Access-Token", token("plain")).statusCode()
                    == 200);
  }

  private static byte[] tokenFile() {
    Map<String, Object> settings =
        Map.of(
            "issuer", "https://login.acme.example",
            "audience", "acme-live",
            "keys", List.of(Map.of("kid", "k1", "secret", vectors.get("keys").get("k1"))));
    return JsonDocuments.writeYaml(Map.of("tenants", Map.of("t", settings)));
  }

  private static String token(String name) {
    for (JsonNode vector : vectors.get("vectors")) {
      if (vector.get("name").asText().equals(name)) {
        return vector.get("token").asText();
      }
    }
    throw new AssertionError(name);
  }

  @AfterAll
  static void stop() {
    origin.close();
    rules.close();
  }

  private static CdnNodeProcess node(String name) {
    return nodes.stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  private static boolean cached(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("X-Cache").orElse("").equals("HIT");
  }

  private static String code(HttpResponse<byte[]> answer) {
    return JsonDocuments.readTree(answer.body()).get("code").asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void noViewerIsGivenWhatAnotherWasAdmittedTo(String name) {
    CdnNodeProcess node = node(name);
    for (String path : List.of(segment, "/t/e/manifest.mpd", "/t/e/v360-init.mp4")) {
      for (int i = 0; i < 2; i++) {
        HttpResponse<byte[]> inField = node.get(path, "CTA-Common-Access-Token", token("plain"));
        HttpResponse<byte[]> inQuery = node.get(path + "?a=1&CAT=" + token("plain") + "&b=2");
        HttpResponse<byte[]> without = node.get(path);
        HttpResponse<byte[]> over = node.get(path + "?CAT=" + token("over"));

        assertThat(inField.statusCode()).as(path).isNotEqualTo(403);
        assertThat(inQuery.statusCode()).as(path).isEqualTo(inField.statusCode());
        assertThat(without.statusCode()).as(path).isEqualTo(403);
        assertThat(code(without)).isEqualTo("token-missing");
        assertThat(over.statusCode()).as(path).isEqualTo(403);
        assertThat(code(over)).isEqualTo("token-expired");
      }
    }
    // One viewer's second request is answered from the cache, wherever the token is; where only one
    // pipeline has published, for a second.
    Patience.await()
        .pollInterval(Duration.ofMillis(50))
        .until(() -> cached(node.get(segment + "?CAT=" + token("plain"))));
    assertThat(node.get(segment, "CTA-Common-Access-Token", token("replay permitted")).statusCode())
        .isEqualTo(200);
  }

  private static String signed(String key, long expires, String scope, String path, String secret) {
    try {
      byte[] md5 =
          MessageDigest.getInstance("MD5")
              .digest((expires + "/" + scope + " " + secret).getBytes(StandardCharsets.UTF_8));
      String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(md5);
      return "/~" + key + "/" + expires + "/" + signature + path;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<byte[]> viaSigning(String path) {
    return signing.get(path, "CTA-Common-Access-Token", token("plain"));
  }

  @Test
  void aSignedUrlOpensItsEventAndNothingElse() {
    long soon = Instant.now().getEpochSecond() + 3600;
    String good = signed("1", soon, "t/e", segment, LINK_SECRET);

    assertThat(viaSigning(good).statusCode()).isEqualTo(200);
    // Another viewer's URL is the same object.
    Patience.await()
        .pollInterval(Duration.ofMillis(50))
        .until(() -> cached(viaSigning(signed("1", soon + 1, "t/e", segment, LINK_SECRET))));
    // A relative URL keeps what is in front.
    assertThat(viaSigning(signed("1", soon, "t/e", "/t/e/manifest.mpd", LINK_SECRET)).statusCode())
        .isNotEqualTo(403);
    assertThat(viaSigning("/time").statusCode()).isEqualTo(200);
    for (String bad :
        List.of(
            segment,
            "/~1/" + soon + "/x" + segment,
            good.replace("/" + soon + "/", "/" + (soon + 1) + "/"),
            signed("1", soon, "t/other", segment, LINK_SECRET),
            signed("1", soon, "t/e", segment, "a guess"),
            signed("2", soon, "t/e", segment, ""),
            signed("2", soon, "t/e", segment, LINK_SECRET),
            good.replace("/t/e/", "/t/other/"))) {
      HttpResponse<byte[]> answer = viaSigning(bad);
      assertThat(answer.statusCode()).as(bad).isEqualTo(403);
      assertThat(code(answer)).as(bad).isEqualTo("token-invalid");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }
    HttpResponse<byte[]> over = viaSigning(signed("1", 1_700_000_000, "t/e", segment, LINK_SECRET));
    assertThat(code(over)).isEqualTo("token-expired");
  }

  @Test
  void whatIsCachedIsReplacedWithoutASignature() {
    assertThat(
            signing
                .get(
                    segment,
                    Nginx.REFRESH,
                    CdnSettings.REFRESH,
                    "CTA-Common-Access-Token",
                    token("plain"))
                .statusCode())
        .isEqualTo(200);
    assertThat(signing.get(segment, Nginx.REFRESH, "a guess").statusCode()).isEqualTo(403);
  }

  /** What is not spelt as the tenant is not served as the tenant's. */
  @Test
  void noOtherSpellingGoesRoundTheSignature() {
    for (String path :
        List.of(
            "/x/.." + segment,
            "/." + segment,
            "/" + segment,
            "/%74" + segment.substring(2),
            "/~" + segment,
            "/~1/2" + segment,
            "/~1/2/" + segment,
            "/~a/b/c/x/.." + segment)) {
      assertThat(viaSigning(path).statusCode()).as(path).isNotEqualTo(200);
    }
  }
}
