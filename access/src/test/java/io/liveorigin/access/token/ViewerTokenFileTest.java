package io.liveorigin.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ViewerTokenFileTest {
  private static final String SECRET = "QDaX3oevZGEcHTKgXasP4fy3FahqtDXx7JkZLXlWk4g";
  private static final String KEYS = "keys: [{kid: k1, secret: " + SECRET + "}]";

  private static ViewerTokenFile read(String yaml) {
    return ViewerTokenFile.read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatNeedNotBeThereNeedNot() {
    ViewerTokenFile file = read("tenants: {acme: {issuer: i, " + KEYS + "}}");

    assertThat(file.tenants().get("acme").audience()).isEmpty();
    assertThat(file.toString()).contains("HS256 key").doesNotContain(SECRET);
  }

  @Test
  void whatCannotBeMeantIsRefusedNamesTheKeyAndQuotesNoSecret() {
    assertRefused("", "the document must be an object with keys");
    assertRefused("tenants: {}", "tenants must be 1 to 10000");
    assertRefused("tenants: {a/b: {issuer: i, " + KEYS + "}}", "tenants must be named");
    assertRefused("tenants: {acme: }", "tenants.acme is missing");
    assertRefused("tenants: {acme: {" + KEYS + "}}", "issuer must be");
    assertRefused("tenants: {acme: {issuer: i}}", "keys must be 1 to 8");
    assertRefused("tenants: {acme: {issuer: i, keys: []}}", "keys must be 1 to 8");
    assertRefused("tenants: {acme: {issuer: i, url: cdn.example, " + KEYS + "}}", "url must be");
    assertRefused("tenants: {acme: {issuer: i, keyz: [], " + KEYS + "}}", "the key is not known");
    assertKeyRefused("{secret: " + SECRET + "}", "keys.kid must be");
    assertKeyRefused("{kid: k1}", "keys must be objects with either a secret or a publicKey");
    assertKeyRefused(
        "{kid: k1, secret: " + SECRET + ", publicKey: x}", "keys must be objects with either");
    assertKeyRefused("{kid: k1, secret: QDaX3oevZGEcHTKgXasP4g}", "keys.secret must be base64url");
    assertKeyRefused("{kid: k1, secret: " + SECRET + "!}", "keys.secret must be base64url");
    assertKeyRefused("{kid: k1, secret: [" + SECRET + "]}", "secret: must be a string");
    assertKeyRefused("{kid: k1, secret: " + SECRET, "line 1");
    assertKeyRefused("{kid: k1, publicKey: " + SECRET + "}", "keys.publicKey must be PEM");
    assertKeyRefused("{kid: " + SECRET + ", secret: k1}", "keys.secret must be base64url");
    assertKeyRefused("{kid: " + SECRET + "}", "keys must be objects with either");
    assertKeyRefused("{kid: " + SECRET + ", publicKey: x}", "keys.publicKey must be PEM");
    assertRefused(
        "tenants: {acme: {issuer: i, url: 'https://u:" + SECRET + "@cdn.example', " + KEYS + "}}",
        "url must be");
    assertKeyRefused(
        "{kid: k1, secret: " + SECRET + "}, {kid: k1, secret: " + SECRET + "}",
        "keys must be distinct by kid");
  }

  private static void assertKeyRefused(String key, String message) {
    assertRefused("tenants: {acme: {issuer: i, keys: [" + key + "]}}", message);
  }

  private static void assertRefused(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining(SECRET);
  }
}
