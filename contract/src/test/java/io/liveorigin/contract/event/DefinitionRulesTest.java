package io.liveorigin.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.topic.TopicSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A definition that cannot work is refused when it is declared, with the key and the correct value.
 */
class DefinitionRulesTest {
  private static final TopicSettings TOPICS = TopicSettings.singleNode();
  private static final SegmentDuration TWO_SECONDS = new SegmentDuration(2, 1);

  private static EventDefinition event(
      ContentType type, String mimeType, long bandwidth, SegmentDuration duration) {
    return EventDefinition.of(
            "t",
            "e",
            List.of("a"),
            List.of(
                new Representation(
                    "r",
                    type,
                    type == ContentType.TEXT ? "wvtt" : "avc1.64001f",
                    bandwidth,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.ofNullable(mimeType),
                    Optional.empty(),
                    List.of())))
        .withSegmentDuration(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"video/mp4", "audio/mp4", "application/mp4"})
  void fragmentedMp4IsFine(String mimeType) {
    assertThatCode(
            () ->
                DefinitionRules.require(
                    event(ContentType.TEXT, mimeType, 1000, TWO_SECONDS), TOPICS))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                DefinitionRules.require(event(ContentType.VIDEO, null, 1000, TWO_SECONDS), TOPICS))
        .doesNotThrowAnyException();
  }

  @Test
  void noTemplateWritesTheUrlOfRawWebVtt() {
    String json =
        """
        {"tenant":"t","event":"e","pipelines":["a"],"media":"$Number$/$RepresentationID$",
         "startNumber":5,"representations":[
          {"id":"t0","contentType":"text","codecs":"wvtt","bandwidth":1000},
          {"id":"t0.vtt","contentType":"text","codecs":"stpp","bandwidth":1000}]}
        """;
    assertThatThrownBy(() -> DefinitionRules.require(read(json), TOPICS))
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_TEMPLATE);
            })
        .hasMessageContaining("5/t0.vtt");
    assertThatCode(() -> DefinitionRules.require(read(json.replace("0.vtt", "1.vtt")), TOPICS))
        .doesNotThrowAnyException();
  }

  private static EventDefinition read(String json) {
    return ControlJson.readOperatorEvent(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT, text/vtt",
    "TEXT, application/ttml+xml",
    "VIDEO, video/mp2t",
    "AUDIO, audio/aac"
  })
  void anythingElseIsNot(ContentType type, String mimeType) {
    assertThatThrownBy(
            () -> DefinitionRules.require(event(type, mimeType, 1000, TWO_SECONDS), TOPICS))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("representations.r.mimeType must be video/mp4")
        .hasMessageContaining("is '" + mimeType + "'")
        .extracting(e -> ((OriginException) e).code())
        .isEqualTo(ErrorCode.INVALID_EVENT);
  }

  /** 16 MiB are 134,217,728 bits. */
  @ParameterizedTest
  @CsvSource({"67108864, 2, 1", "13421772, 10, 1", "1000000000, 1, 10", "2236962, 60, 1"})
  void whatFitsIsFine(long bandwidth, long duration, long timescale) {
    assertThatCode(
            () ->
                DefinitionRules.require(
                    event(
                        ContentType.VIDEO,
                        null,
                        bandwidth,
                        new SegmentDuration(duration, timescale)),
                    TOPICS))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "25000000, 10, 1, 31250000",
    "67108868, 2, 1, 16777217",
    "1000000000, 60, 1, 7500000000"
  })
  void whatIngestWouldRefuseIsRefused(long bandwidth, long duration, long timescale, long bytes) {
    assertThatThrownBy(
            () ->
                DefinitionRules.require(
                    event(
                        ContentType.VIDEO,
                        null,
                        bandwidth,
                        new SegmentDuration(duration, timescale)),
                    TOPICS))
        .hasMessageContaining("representations.r.bandwidth of " + bandwidth)
        .hasMessageContaining("segments of " + bytes + " bytes")
        .hasMessageContaining("at most 16777216 bytes")
        .hasMessageContaining("declare a shorter segmentDuration");
  }

  /** The limit follows the setting from which ingest takes its cap. */
  @Test
  void whatFitsFollowsTheSetting() {
    EventDefinition large = event(ContentType.VIDEO, null, 100_000_000, TWO_SECONDS);
    assertThatThrownBy(() -> DefinitionRules.require(large, TOPICS))
        .hasMessageContaining("or increase --max-segment-bytes");
    assertThatCode(() -> DefinitionRules.require(large, TOPICS.withMaxSegmentBytes(25_000_000)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> DefinitionRules.require(large, TOPICS.withMaxSegmentBytes(24_999_999)))
        .hasMessageContaining("at most 24999999 bytes are accepted");
  }

  @Test
  void aWindowLongerThanTheTopicsKeepIsRefused() {
    TopicSettings shortly = new TopicSettings(4, (short) 1, (short) 1, Duration.ofMinutes(15));
    assertThatThrownBy(
            () ->
                DefinitionRules.require(event(ContentType.VIDEO, null, 1000, TWO_SECONDS), shortly))
        .hasMessageContaining("timeShiftBufferDepth must be at most PT5M");
  }
}
