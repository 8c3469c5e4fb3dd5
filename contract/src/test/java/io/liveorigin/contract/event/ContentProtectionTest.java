package io.liveorigin.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.ContentProtection.Part;
import io.liveorigin.contract.support.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** No part of a descriptor is lost without a message. */
class ContentProtectionTest {
  private static JsonNode descriptor(String more) {
    return Samples.tree(
        ("{\"schemeIdUri\":\"urn:uuid:x\"" + more + "}").getBytes(StandardCharsets.UTF_8));
  }

  private static void require(String more) {
    ContentProtection.require("representations.v0.contentProtection", descriptor(more));
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void eachPartIsReadWithItsPrefixAndWithout(Part part) {
    String local = part.qualified().replaceAll(".*:", "");
    for (String key : new String[] {part.qualified(), local}) {
      String more = ",\"" + key + "\":\"AAAA\"";
      assertThatCode(() -> require(more)).doesNotThrowAnyException();
      assertThat(ContentProtection.of(descriptor(more)))
          .isEqualTo(new ContentProtection("urn:uuid:x", Map.of(part, "AAAA"), Optional.empty()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",\"default_kid\":\"x\" | default_kid cannot be copied to manifests: write schemeIdUri,",
        ",\"mspr:IsEncrypted\":\"1\" | mspr:IsEncrypted cannot be copied",
        ",\"cenc:pro\":\"1\" | cenc:pro cannot be copied",
        ",\"value\":7 | value must be a string, but is 7",
        ",\"robustness\":\"HW SECURE\" | robustness must not contain spaces",
        ",\"pssh\":null | pssh must be a string, but is null",
        ",\"hlsUri\":\"key 1\" | hlsUri must be a URI such as skd://key, but is",
        ",\"hlsUri\":7 | hlsUri must be a URI such as skd://key, but is 7",
        ",\"pssh\":\"A\",\"cenc:pssh\":\"B\" | cenc:pssh occurs twice, also as pssh; keep"
            + " one of them",
      })
  void whatAManifestWouldNotRepeatIsRefusedWithItsKey(String more, String message) {
    assertThatThrownBy(() -> require(more))
        .hasMessageStartingWith("representations.v0.contentProtection.")
        .hasMessageContaining(message)
        .extracting(e -> ((OriginException) e).code())
        .isEqualTo(ErrorCode.INVALID_EVENT);
  }

  @Test
  void theUriOfAKeyInPlaylistsIsRead() {
    String more = ",\"hlsUri\":\"skd://key-1\"";
    assertThatCode(() -> require(more)).doesNotThrowAnyException();
    assertThat(ContentProtection.of(descriptor(more)).hlsUri()).hasValue("skd://key-1");
  }

  /** Such an event was declared before unknown keys were refused, and it is still served. */
  @Test
  void whatWasDeclaredEarlierStaysReadable() {
    assertThat(ContentProtection.of(descriptor(",\"licence\":\"x\",\"pssh\":null")).parts())
        .isEmpty();
  }
}
