package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.Representation;
import io.liveorigin.serving.support.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each attribute of EXT-X-MEDIA, by what the definition says (RFC 8216bis, 4.4.6.1). */
class RenditionTagsTest {
  private static String one(String type, String codecs, String id, String more) {
    return "{\"id\":\"%s\",\"contentType\":\"%s\",\"codecs\":\"%s\",\"bandwidth\":5%s}"
        .formatted(id, type, codecs, more);
  }

  private static String audio(String id, String more) {
    return one("audio", "mp4a.40.2", id, more);
  }

  private static String text(String id, String more) {
    return one("text", "stpp.ttml.im1t", id, more);
  }

  private static List<Representation> representations(String... json) {
    return Samples.definition(
            "{\"tenant\":\"t\",\"event\":\"e\",\"pipelines\":[\"a\"],\"representations\":["
                + String.join(",", json)
                + "]}")
        .representations();
  }

  private static List<String> audioLines(String... json) {
    StringBuilder out = new StringBuilder();
    new RenditionTags(out, "").audio(AudioGroups.of(representations(json)));
    return out.toString().lines().toList();
  }

  private static List<String> subtitleLines(String... json) {
    StringBuilder out = new StringBuilder();
    new RenditionTags(out, "").subtitles("subtitles", representations(json));
    return out.toString().lines().toList();
  }

  @Test
  void everyAttributeHasItsPlace() {
    assertThat(
            audioLines(
                audio(
                    "a0",
                    ",\"lang\":\"en\",\"label\":\"Described\",\"role\":\"alternate\","
                        + "\"accessibility\":[\"description\"],\"channels\":6"),
                audio("a1", ",\"lang\":\"en\"")))
        .containsExactly(
            "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio-mp4a.40\",NAME=\"Described\","
                + "LANGUAGE=\"en\",DEFAULT=NO,AUTOSELECT=NO,"
                + "CHARACTERISTICS=\"public.accessibility.describes-video\",CHANNELS=\"6\","
                + "URI=\"a0.m3u8\"",
            "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio-mp4a.40\",NAME=\"en\","
                + "LANGUAGE=\"en\",DEFAULT=YES,AUTOSELECT=YES,URI=\"a1.m3u8\"");
  }

  @Test
  void theFirstMainOneIsPlayed() {
    assertThat(
            audioLines(
                audio("a0", ",\"lang\":\"en\""),
                audio("a1", ",\"lang\":\"de\",\"role\":\"main\""),
                audio("a2", ",\"lang\":\"fr\",\"role\":\"main\"")))
        .satisfiesExactly(
            line -> assertThat(line).contains("DEFAULT=NO,AUTOSELECT=YES"),
            line -> assertThat(line).contains("DEFAULT=YES,AUTOSELECT=YES"),
            line -> assertThat(line).contains("DEFAULT=NO,AUTOSELECT=YES"));
  }

  @Test
  void whereNoneIsMainTheFirstIsPlayedThatIsForEverybody() {
    assertThat(
            audioLines(
                audio("a0", ",\"role\":\"commentary\""),
                audio("a1", ",\"accessibility\":[\"description\"]"),
                audio("a2", ",\"role\":\"dub\"")))
        .satisfiesExactly(
            line -> assertThat(line).contains("DEFAULT=NO,AUTOSELECT=NO"),
            line -> assertThat(line).contains("DEFAULT=NO,AUTOSELECT=YES"),
            line -> assertThat(line).contains("DEFAULT=YES,AUTOSELECT=YES"));
    assertThat(audioLines(audio("a0", ",\"role\":\"commentary\"")))
        .singleElement()
        .asString()
        .contains("DEFAULT=YES,AUTOSELECT=YES");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alternate", "supplementary", "commentary", "emergency", "karaoke"})
  void someRolesAreTakenByWhoWantsThem(String role) {
    assertThat(audioLines(audio("a0", ""), audio("a1", ",\"role\":\"" + role + "\"")).get(1))
        .contains("DEFAULT=NO,AUTOSELECT=NO");
  }

  @Test
  void subtitlesAreShownWhereTheyAreForcedOrMain() {
    assertThat(
            subtitleLines(
                text("s0", ",\"lang\":\"en\",\"role\":\"subtitle\""),
                text("s1", ",\"lang\":\"fr\",\"role\":\"forced-subtitle\""),
                text("s2", ",\"lang\":\"de\",\"role\":\"main\"")))
        .satisfiesExactly(
            line -> assertThat(line).contains("DEFAULT=NO,AUTOSELECT=YES,URI"),
            line -> assertThat(line).contains("DEFAULT=NO,AUTOSELECT=YES,FORCED=YES,URI"),
            line -> assertThat(line).contains("DEFAULT=YES,AUTOSELECT=YES,URI"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caption    | public.accessibility.transcribes-spoken-dialog,"
            + "public.accessibility.describes-music-and-sound",
        "easyreader | public.easy-to-read"
      })
  void whomSubtitlesHelpIsTold(String word, String characteristics) {
    assertThat(subtitleLines(text("s0", ",\"accessibility\":[\"" + word + "\"]")))
        .singleElement()
        .asString()
        .contains(",CHARACTERISTICS=\"" + characteristics + "\",URI");
  }

  @Test
  void whomSoundHelpsIsToldInOneOrder() {
    assertThat(
            audioLines(
                audio(
                    "a0",
                    ",\"accessibility\":[\"enhanced-audio-intelligibility\",\"description\"]")))
        .singleElement()
        .asString()
        .contains(
            ",CHARACTERISTICS=\"public.accessibility.describes-video,"
                + "public.accessibility.enhances-speech-intelligibility\",URI");
  }

  @Test
  void namesAreDistinctWhateverLabelsSay() {
    assertThat(
            subtitleLines(
                text("s0", ",\"label\":\"Same\""),
                text("s1", ",\"label\":\"Same\""),
                text("s2", ",\"label\":\"Same (s1)\"")))
        .satisfiesExactly(
            line -> assertThat(line).contains("NAME=\"Same (s0)\""),
            line -> assertThat(line).contains("NAME=\"Same (s1)\""),
            line -> assertThat(line).contains("NAME=\"Same (s1) (s2)\""));
  }

  @Test
  void twoOfALanguageAreTwoRenditionsWithTheSameNameInEachGroup() {
    List<String> lines =
        audioLines(
            audio("a0", ",\"lang\":\"en\",\"channels\":2"),
            audio("a1", ",\"lang\":\"en\",\"role\":\"commentary\",\"channels\":2"),
            one("audio", "ec-3", "e0", ",\"lang\":\"en\",\"channels\":6"));

    assertThat(lines)
        .satisfiesExactly(
            line -> assertThat(line).contains("-mp4a.40\",NAME=\"en (a0)\"", "CHANNELS=\"2\""),
            line -> assertThat(line).contains("-mp4a.40\",NAME=\"en (a1)\"", "CHANNELS=\"2\""),
            line -> assertThat(line).contains("-ec-3\",NAME=\"en (a0)\"", "CHANNELS=\"6\""),
            line -> assertThat(line).contains("-ec-3\",NAME=\"en (a1)\"", "URI=\"a1.m3u8\""));
  }
}
