package io.liveorigin.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepresentationTest {
  private static EventDefinition full() {
    return ControlJson.readOperatorEvent(Samples.golden("event-full.json"));
  }

  @Test
  void everyKeyIsRead() {
    Representation video = full().representation("v0").orElseThrow();
    assertThat(video.contentType()).isEqualTo(ContentType.VIDEO);
    assertThat(video.codecs()).isEqualTo("avc1.64001f");
    assertThat(video.bandwidth()).isEqualTo(600_000);
    assertThat(video.width()).hasValue(640);
    assertThat(video.height()).hasValue(360);
    assertThat(video.frameRate()).hasValue("30000/1001");
    assertThat(video.mimeType()).hasValue("video/mp4");
    assertThat(video.timescale()).hasValue(30_000L);
    assertThat(video.contentProtection())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.path("value").asText()).isEqualTo("cenc");
              assertThat(d.path("default_KID").asText())
                  .isEqualTo("34e5db32-8625-47cd-ba06-68fca0655a72");
            });
    assertThat(video.videoRange()).hasValue(VideoRange.SDR);
    assertThat(video.supplementalCodecs()).hasValue("dvh1.08.01/db4h");
    assertThat(video.inbandEvents())
        .containsExactly(new InbandEvent("urn:scte:scte35:2013:bin", Optional.of("1")));
    assertThat(video.role()).isEmpty();
    assertThat(video.accessibility()).isEmpty();
    Representation audio = full().representation("a0").orElseThrow();
    assertThat(audio.contentType()).isEqualTo(ContentType.AUDIO);
    assertThat(audio.audioSamplingRate()).hasValue(48_000);
    assertThat(audio.lang()).hasValue("en");
    assertThat(audio.role()).hasValue(MediaRole.ALTERNATE);
    assertThat(audio.label()).hasValue("English, described");
    assertThat(audio.accessibility()).containsExactly(Accessibility.DESCRIPTION);
    assertThat(audio.channels()).hasValue(2);
    assertThat(audio.width()).isEmpty();
    assertThat(audio.contentProtection()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"video, video/mp4", "audio, audio/mp4", "text, application/mp4"})
  void theMediaTypeFollowsFromTheContentType(String contentType, String mimeType) {
    EventDefinition event =
        Samples.event(
            json ->
                ((com.fasterxml.jackson.databind.node.ObjectNode)
                        json.get("representations").get(0))
                    .put("contentType", contentType));
    assertThat(event.representation("v0").orElseThrow().segmentMimeType()).isEqualTo(mimeType);
    assertThat(ContentType.of(contentType).wire()).isEqualTo(contentType);
  }

  @Test
  void aDeclaredMediaTypeWins() {
    EventDefinition event =
        Samples.event(
            json ->
                ((com.fasterxml.jackson.databind.node.ObjectNode)
                        json.get("representations").get(0))
                    .put("mimeType", "video/iso.segment"));
    assertThat(event.representation("v0").orElseThrow().segmentMimeType())
        .isEqualTo("video/iso.segment");
  }

  @Test
  void otherContentTypesAreRefused() {
    assertThatThrownBy(() -> ContentType.of("VIDEO"))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_EVENT))
        .hasMessage("contentType must be video, audio or text, but is 'VIDEO'");
  }
}
