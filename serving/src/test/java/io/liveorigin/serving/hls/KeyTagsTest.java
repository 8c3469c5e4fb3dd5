package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.serving.support.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of playlists, from the descriptors of a definition (RFC 8216bis, 4.4.4.4 and 4.4.6.5). */
class KeyTagsTest {
  private static final String WIDEVINE = "edef8ba9-79d6-4ace-a3c8-27dcd51d21ed";
  private static final String PLAYREADY = "9a04f079-9840-4286-ab92-e65be0885f95";
  private static final String FAIRPLAY = "94ce86fb-07ff-4f43-adb8-93d2fa968ca2";
  private static final String KID = "34e5db32-8625-47cd-ba06-68fca0655a72";

  private static String scheme(String value) {
    return "{\"schemeIdUri\":\"urn:mpeg:dash:mp4protection:2011\",\"value\":\"%s\",\"default_KID\":\"%s\"}"
        .formatted(value, KID);
  }

  private static String system(String uuid, String more) {
    return "{\"schemeIdUri\":\"urn:uuid:%s\",%s}".formatted(uuid, more);
  }

  private static EventDefinition definition(String... descriptors) {
    String one =
        "{\"id\":\"%s\",\"contentType\":\"video\",\"codecs\":\"avc1\",\"bandwidth\":5,"
            + "\"contentProtection\":["
            + String.join(",", descriptors)
            + "]}";
    return Samples.definition(
        "{\"tenant\":\"t\",\"event\":\"e\",\"pipelines\":[\"a\"],\"representations\":[%s,%s]}"
            .formatted(one.formatted("v0"), one.formatted("v1")));
  }

  private static String media(String... descriptors) {
    Representation first = definition(descriptors).representations().get(0);
    return KeyTags.ofMedia(first);
  }

  /** Of version 0, or of version 1 where there are key ids. */
  private static String pssh(String uuid, int ids, String data) {
    UUID system = UUID.fromString(uuid);
    int size = 32 + (ids > 0 ? 4 + 16 * ids : 0) + data.length();
    ByteBuffer box =
        ByteBuffer.allocate(size)
            .putInt(size)
            .put("pssh".getBytes(StandardCharsets.US_ASCII))
            .putInt(ids > 0 ? 1 << 24 : 0)
            .putLong(system.getMostSignificantBits())
            .putLong(system.getLeastSignificantBits());
    if (ids > 0) {
      box.putInt(ids).put(new byte[16 * ids]);
    }
    return base64(box.putInt(data.length()).put(data.getBytes(StandardCharsets.US_ASCII)).array());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void widevineHasItsBoxAndTheIdOfTheKey() {
    String box = pssh(WIDEVINE, 0, "data");

    assertThat(media(scheme("cbcs"), system(WIDEVINE, "\"pssh\":\"" + box + "\"")))
        .isEqualTo(
            "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"data:text/plain;base64,"
                + box
                + "\",KEYID=0x34E5DB32862547CDBA0668FCA0655A72,KEYFORMAT=\"urn:uuid:"
                + WIDEVINE
                + "\",KEYFORMATVERSIONS=\"1\"\n");
  }

  @Test
  void playReadyHasItsObjectAlsoOutOfItsBox() {
    String line =
        "#EXT-X-KEY:METHOD=SAMPLE-AES-CTR,URI=\"data:text/plain;charset=UTF-16;base64,"
            + base64("object".getBytes(StandardCharsets.US_ASCII))
            + "\",KEYFORMAT=\"com.microsoft.playready\",KEYFORMATVERSIONS=\"1\"\n";

    for (String more :
        List.of(
            "\"mspr:pro\":\" b2Jq\\n ZWN0 \"",
            "\"pssh\":\"" + pssh(PLAYREADY, 0, "object") + "\"",
            "\"pssh\":\"" + pssh(PLAYREADY, 2, "object") + "\"")) {
      assertThat(media(scheme("cenc"), system(PLAYREADY, more))).isEqualTo(line);
    }
  }

  @Test
  void fairPlayHasTheUriThatTheOperatorSays() {
    String descriptor = system(FAIRPLAY, "\"hlsUri\":\"skd://key-1\"");

    assertThat(media(scheme("cbcs"), descriptor))
        .isEqualTo(
            "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"skd://key-1\","
                + "KEYFORMAT=\"com.apple.streamingkeydelivery\",KEYFORMATVERSIONS=\"1\"\n");
    assertThat(media(scheme("cenc"), descriptor)).as("it decrypts cbcs alone").isEmpty();
  }

  @Test
  void theUriThatTheOperatorSaysCountsBeforeTheBox() {
    String both =
        "\"hlsUri\":\"https://keys.example/1\",\"pssh\":\"" + pssh(WIDEVINE, 0, "data") + "\"";

    assertThat(media(scheme("cbcs"), system(WIDEVINE, both)))
        .contains("URI=\"https://keys.example/1\"");
  }

  @Test
  void eachSystemHasALine() {
    assertThat(
            media(
                scheme("cbcs"),
                system(WIDEVINE, "\"pssh\":\"" + pssh(WIDEVINE, 1, "w") + "\""),
                system(PLAYREADY, "\"pro\":\"AAAA\""),
                system(FAIRPLAY, "\"hlsUri\":\"skd://k\"")))
        .hasLineCount(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA", "no base64", "", "AAAAIHBzc2gAAAAA7e+LqXnWSs6jyCfc1R0h7Q=="})
  void whatIsNoBoxMakesNoLine(String pssh) {
    assertThat(media(scheme("cbcs"), system(WIDEVINE, "\"pssh\":\"" + pssh + "\""))).isEmpty();
  }

  @Test
  void theBoxOfAnotherSystemMakesNoLine() {
    String box = pssh(PLAYREADY, 0, "data");

    assertThat(media(scheme("cbcs"), system(WIDEVINE, "\"pssh\":\"" + box + "\""))).isEmpty();
  }

  @Test
  void whereTheSchemeIsNotKnownThereIsNoLine() {
    String widevine = system(WIDEVINE, "\"pssh\":\"" + pssh(WIDEVINE, 0, "data") + "\"");

    assertThat(media(scheme("cens"), widevine)).isEmpty();
    assertThat(media(widevine)).isEmpty();
    assertThat(media(scheme("cbcs"))).isEmpty();
  }

  @Test
  void aMasterPlaylistHasEachKeyOnce() {
    EventDefinition definition =
        definition(scheme("cbcs"), system(FAIRPLAY, "\"hlsUri\":\"skd://key-1\""));
    byte[] master =
        MultivariantPlaylist.write(definition, definition.representations(), Map.of(), "")
            .orElseThrow();

    assertThat(new String(master, StandardCharsets.UTF_8))
        .containsOnlyOnce("#EXT-X-SESSION-KEY:")
        .contains(
            "#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-SESSION-KEY:METHOD=SAMPLE-AES,"
                + "URI=\"skd://key-1\",KEYFORMAT=\"com.apple.streamingkeydelivery\","
                + "KEYFORMATVERSIONS=\"1\"\n#EXT-X-STREAM-INF:");
  }
}
