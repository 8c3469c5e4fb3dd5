package io.liveorigin.serving.manifest;

import static io.liveorigin.serving.manifest.WrittenMpd.event;
import static io.liveorigin.serving.manifest.WrittenMpd.parse;
import static io.liveorigin.serving.manifest.WrittenMpd.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.Representation;
import io.lindstrom.mpd.data.descriptor.Descriptor;
import io.liveorigin.contract.event.LiveEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What representations say of themselves stands in the MPD, and decides which of them share a set.
 */
class AdaptationSetsTest {
  private static final String AUDIO = "\"lang\":\"en\"";

  private static LiveEvent audio(String more) {
    return event(AUDIO, AUDIO + more);
  }

  private static LiveEvent video(String more) {
    return event("\"height\":720", "\"height\":720" + more);
  }

  private static String text(LiveEvent event) {
    return new String(write(event), StandardCharsets.UTF_8);
  }

  private static AdaptationSet audioSet(LiveEvent event) {
    return parse(event).getPeriods().get(0).getAdaptationSets().get(1);
  }

  @Test
  void aSetHasALabelAndARole() {
    LiveEvent event = audio(",\"role\":\"commentary\",\"label\":\"Kommentar <&>\"");

    assertThat(text(event))
        .contains(
            "<Label>Kommentar &lt;&amp;&gt;</Label>",
            "<Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"commentary\"/>");
  }

  @ParameterizedTest
  @CsvSource({
    "audio, mp4a.40.2, description,                    urn:tva:metadata:cs:AudioPurposeCS:2007, 1",
    "audio, mp4a.40.2, enhanced-audio-intelligibility, urn:tva:metadata:cs:AudioPurposeCS:2007, 2",
    "text,  wvtt,      caption,                        urn:mpeg:dash:role:2011, caption",
    "text,  wvtt,      easyreader,                     urn:mpeg:dash:role:2011, easyreader",
    "video, avc1,      sign,                           urn:mpeg:dash:role:2011, sign"
  })
  void aSetSaysWhomItHelps(String type, String codecs, String word, String scheme, String value) {
    LiveEvent event =
        event(
            "{\"id\":\"a0\"",
            "{\"id\":\"x\",\"contentType\":\"%s\",\"codecs\":\"%s\",\"bandwidth\":1,"
                    .formatted(type, codecs)
                + "\"accessibility\":[\"%s\"]},{\"id\":\"a0\"".formatted(word));

    assertThat(text(event))
        .containsOnlyOnce("<Accessibility ")
        .contains("<Accessibility schemeIdUri=\"%s\" value=\"%s\"/>".formatted(scheme, value));
  }

  @ParameterizedTest
  @CsvSource({
    "mp4a.40.2, 1,  1",
    "mp4a.40.2, 2,  2",
    "mp4a.40.2, 6,  6",
    "Opus,      7,  11",
    "mp4a.40.2, 8,  12",
    "mp4a.40.2, 24, 13",
    "ac-3,      1,  4000",
    "ac-3,      2,  A000",
    "ec-3,      5,  F800",
    "ec-3,      6,  F801",
    "ec-3,      8,  FA01"
  })
  void theNumberOfChannelsIsToldInTheWordsOfTheCodec(String codecs, int channels, String value) {
    LiveEvent event = event("mp4a.40.2\"", codecs + "\",\"channels\":" + channels);
    boolean dolby = codecs.endsWith("-3");

    assertThat(audioSet(event).getRepresentations().get(0).getAudioChannelConfigurations())
        .extracting(Descriptor::getSchemeIdUri, Descriptor::getValue)
        .containsExactly(
            tuple(
                dolby
                    ? "tag:dolby.com,2014:dash:audio_channel_configuration:2011"
                    : "urn:mpeg:mpegB:cicp:ChannelConfiguration",
                value));
  }

  @ParameterizedTest
  @CsvSource({"mp4a.40.2, 10", "ec-3, 3", "ec-3, 4", "ec-3, 7"})
  void aNumberThatStandsForSeveralLayoutsIsLeftOut(String codecs, int channels) {
    assertThat(text(event("mp4a.40.2\"", codecs + "\",\"channels\":" + channels)))
        .doesNotContain("AudioChannelConfiguration");
  }

  @Test
  void aPictureSaysItsRangeAndWhatElseDecodesIt() {
    assertThat(text(video(",\"videoRange\":\"PQ\",\"supplementalCodecs\":\"dvh1.08.07/db1p\"")))
        .contains(
            "xmlns:scte214=\"urn:scte:dash:scte214-extensions\"",
            "<SupplementalProperty schemeIdUri=\"urn:mpeg:mpegB:cicp:TransferCharacteristics\""
                + " value=\"16\"/>",
            "scte214:supplementalCodecs=\"dvh1.08.07\" scte214:supplementalProfiles=\"db1p\"");
    assertThat(text(video(",\"videoRange\":\"HLG\""))).contains(" value=\"18\"/>");
    assertThat(text(video(",\"videoRange\":\"SDR\""))).contains(" value=\"1\"/>");
    assertThat(text(event())).doesNotContain("scte214");
  }

  @Test
  void eventsInSegmentsAreDeclared() {
    assertThat(
            text(
                video(
                    ",\"inbandEvents\":[{\"scheme\":\"urn:scte:scte35:2013:bin\",\"value\":\"1\"},"
                        + "{\"scheme\":\"urn:x\"}]")))
        .contains(
            "<InbandEventStream schemeIdUri=\"urn:scte:scte35:2013:bin\" value=\"1\"/>",
            "<InbandEventStream schemeIdUri=\"urn:x\"/>");
  }

  /** A player may switch only between members of one set. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"role\":\"commentary\"",
        "\"label\":\"Other\"",
        "\"accessibility\":[\"description\"]",
        "\"channels\":6"
      })
  void whatViewersChooseByDividesSets(String key) {
    String more =
        "{\"id\":\"%s\",\"contentType\":\"audio\",\"codecs\":\"mp4a.40.2\",\"bandwidth\":1,"
            + "\"lang\":\"en\"%s},";
    LiveEvent event =
        event(
            "{\"id\":\"a0\"",
            more.formatted("a1", "," + key)
                + more.formatted("a2", "")
                + more.formatted("a3", "," + key)
                + "{\"id\":\"a0\"");

    assertThat(sets(event)).containsExactly("0 v0", "1 a1 a3", "2 a2 a0");
  }

  @Test
  void thePicturesOfARangeAreASet() {
    LiveEvent event =
        event(
            "{\"id\":\"a0\"",
            "{\"id\":\"v1\",\"contentType\":\"video\",\"codecs\":\"avc1\",\"bandwidth\":1,"
                + "\"videoRange\":\"PQ\"},{\"id\":\"a0\"");

    assertThat(sets(event)).containsExactly("0 v0", "1 v1", "2 a0");
  }

  @Test
  void theOrderOfWordsDividesNoSet() {
    String more =
        "{\"id\":\"%s\",\"contentType\":\"audio\",\"codecs\":\"mp4a.40.2\",\"bandwidth\":1,"
            + "\"accessibility\":[%s]},";
    LiveEvent event =
        event(
            "{\"id\":\"a0\"",
            more.formatted("a1", "\"description\",\"enhanced-audio-intelligibility\"")
                + more.formatted("a2", "\"enhanced-audio-intelligibility\",\"description\"")
                + "{\"id\":\"a0\"");

    assertThat(sets(event)).containsExactly("0 v0", "1 a1 a2", "2 a0");
  }

  @Test
  void theUriOfAKeyInPlaylistsIsNotWritten() {
    assertThat(
            text(
                video(
                    ",\"contentProtection\":[{\"schemeIdUri\":"
                        + "\"urn:uuid:94ce86fb-07ff-4f43-adb8-93d2fa968ca2\","
                        + "\"hlsUri\":\"skd://key\"}]")))
        .contains("urn:uuid:94ce86fb-07ff-4f43-adb8-93d2fa968ca2")
        .doesNotContain("skd");
  }

  private static List<String> sets(LiveEvent event) {
    return parse(event).getPeriods().get(0).getAdaptationSets().stream()
        .map(
            set ->
                set.getRepresentations().stream()
                    .map(Representation::getId)
                    .collect(Collectors.joining(" ", set.getId() + " ", "")))
        .toList();
  }
}
