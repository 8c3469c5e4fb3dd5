package io.liveorigin.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.support.Samples;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDefinitionTest {
  @Test
  void absentKeysTakeTheDocumentedDefaults() {
    EventDefinition event = Samples.event();
    assertThat(event.availabilityStartTime()).isEqualTo(Instant.EPOCH);
    assertThat(event.segmentDuration()).isEqualTo(new SegmentDuration(2, 1));
    assertThat(event.startNumber()).isZero();
    assertThat(event.initialization()).isEqualTo("$RepresentationID$-init.mp4");
    assertThat(event.media()).isEqualTo("$RepresentationID$-$Number$.m4s");
    assertThat(event.timeShiftBufferDepth()).isEqualTo(Duration.ofMinutes(10));
    assertThat(event.startTime()).isEmpty();
    assertThat(event.endTime()).isEmpty();
    assertThat(event.expectedLatency()).isEqualTo(Duration.ofSeconds(1));
    assertThat(event.patience()).isEqualTo(Duration.ofSeconds(1));
    assertThat(event.retryDeadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(event.incarnation()).isZero();
    assertThat(event.fillPatience()).isEmpty();
    assertThat(event.missingNumberPatience()).isEqualTo(Duration.ofSeconds(1));
    assertThat(event.fills()).isEqualTo(FillPolicy.ALL);
  }

  /** Earlier definitions were declared without regard to this default. */
  @Test
  void theDefaultOfFillPatienceLeavesNoNumberUndecidedWhenItIsGone() {
    Duration second = Duration.ofSeconds(1);
    assertThat(Samples.event().withDeadlines(second, second, second).missingNumberPatience())
        .isEqualTo(Duration.ZERO);
    assertThat(
            Samples.event()
                .withDeadlines(second, second, Duration.ofMillis(1_300))
                .missingNumberPatience())
        .isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void whatIsFilledIsSaidForEachKindOfMedia() {
    EventDefinition none = Samples.event(json -> json.put("fill", "none"));
    assertThat(none.fills()).isEqualTo(FillPolicy.NONE);
    EventDefinition some =
        Samples.event(json -> json.putObject("fill").put("audio", "none").put("text", "empty"));
    assertThat(some.fills()).isEqualTo(new FillPolicy(true, false, true));
    for (EventDefinition event : List.of(none, some, Samples.event().withFill(FillPolicy.ALL))) {
      assertThat(ControlJson.readEvent(ControlJson.write(event))).isEqualTo(event);
      assertThat(ControlJson.readOperatorEvent(ControlJson.write(event))).isEqualTo(event);
    }
  }

  @Test
  void textThatIsFilledDoesNotWait() {
    EventDefinition event =
        Samples.event(
            json -> ((ObjectNode) json.get("representations").get(0)).put("contentType", "text"));
    LiveEvent filled = LiveEvent.of(event);
    LiveEvent unfilled = LiveEvent.of(event.withFill(FillPolicy.NONE));
    SegmentAddress text = new SegmentAddress(filled.track("v0"), 7);
    SegmentAddress audio = new SegmentAddress(filled.track("a0"), 7);
    long decided = filled.schedule().decided(7);
    assertThat(filled.missing(text)).isEqualTo(decided);
    assertThat(filled.missing(audio)).isEqualTo(decided + 1_000);
    assertThat(unfilled.missing(text)).isEqualTo(decided + 1_000);
  }

  @Test
  void explicitNullIsAbsence() {
    EventDefinition event =
        Samples.event(
            json -> {
              for (String key :
                  new String[] {
                    "availabilityStartTime",
                    "segmentDuration",
                    "startNumber",
                    "initialization",
                    "media",
                    "timeShiftBufferDepth",
                    "startTime",
                    "endTime",
                    "expectedLatency",
                    "patience",
                    "retryDeadline",
                    "incarnation",
                    "pauses",
                    "fillPatience",
                    "fill",
                    "targetDuration",
                    "presentationDelay",
                    "latency",
                    "playbackRate",
                    "steering"
                  }) {
                json.putNull(key);
              }
            });
    assertThat(event).isEqualTo(Samples.event());
  }

  @Test
  void everyKeyIsRead() {
    EventDefinition event = ControlJson.readOperatorEvent(Samples.golden("event-full.json"));
    assertThat(event.id()).isEqualTo(new EventId("acme", "derby"));
    assertThat(event.pipelines()).containsExactly("a", "b");
    assertThat(event.availabilityStartTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(event.segmentDuration()).isEqualTo(new SegmentDuration(60_060, 30_000));
    assertThat(event.startNumber()).isEqualTo(1);
    assertThat(event.initialization()).isEqualTo("$RepresentationID$/init.mp4");
    assertThat(event.media()).isEqualTo("$RepresentationID$/$Number%09d$.m4s");
    assertThat(event.timeShiftBufferDepth()).isEqualTo(Duration.ofHours(2));
    assertThat(event.startTime()).hasValue(Instant.parse("2026-11-22T18:00:00Z"));
    assertThat(event.endTime()).hasValue(Instant.parse("2026-11-22T21:30:00Z"));
    assertThat(event.expectedLatency()).isEqualTo(Duration.ofMillis(1500));
    assertThat(event.patience()).isEqualTo(Duration.ofMillis(500));
    assertThat(event.retryDeadline()).isEqualTo(Duration.ofSeconds(20));
    assertThat(event.missingNumberPatience()).isEqualTo(Duration.ofMillis(250));
    assertThat(event.fills()).isEqualTo(new FillPolicy(true, false, true));
    assertThat(event.presentationDelay()).hasValue(Duration.ofSeconds(8));
    assertThat(event.latency())
        .hasValue(
            new Latency(
                Duration.ofSeconds(8),
                Optional.of(Duration.ofSeconds(6)),
                Optional.of(Duration.ofSeconds(15))));
    assertThat(event.playbackRate())
        .hasValue(new PlaybackRate(new BigDecimal("0.96"), new BigDecimal("1.04")));
    assertThat(event.steering())
        .hasValue(new ContentSteering("https://steering.example/acme", Optional.of("cdn-a")));
    assertThat(event.representations()).extracting(Representation::id).containsExactly("v0", "a0");
    assertThat(event.representation("a0")).isPresent();
    assertThat(event.representation("a1")).isEmpty();
  }

  @Test
  void theScheduleIsThatOfTheDefinition() {
    LiveEvent event =
        LiveEvent.of(ControlJson.readOperatorEvent(Samples.golden("event-full.json")));
    long start = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    assertThat(event.schedule().mediaEnd(1)).isEqualTo(start + 2_002);
    assertThat(event.schedule().due(1)).isEqualTo(start + 2_002 + 1_500);
    assertThat(event.schedule().decided(1)).isEqualTo(start + 2_002 + 1_500 + 500);
    assertThat(event.schedule().gone(1)).isEqualTo(start + 2_002 + 1_500 + 20_000);
    assertThat(event.schedule().expires(1)).isEqualTo(start + 2_002 + 7_200_000);
    assertThat(event.schedule().startTime())
        .hasValue(Instant.parse("2026-11-22T18:00:00Z").toEpochMilli());
    assertThat(event.schedule().endTime())
        .hasValue(Instant.parse("2026-11-22T21:30:00Z").toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"event-full", "event-minimal"})
  void jsonAndYamlSayTheSame(String name) {
    EventDefinition event = ControlJson.readOperatorEvent(Samples.golden(name + ".json"));
    assertThat(ControlJson.readOperatorEventYaml(Samples.golden(name + ".yaml"))).isEqualTo(event);
    assertThat(ControlJson.readEvent(ControlJson.write(event))).isEqualTo(event);
    assertThat(ControlJson.readOperatorEvent(ControlJson.write(event))).isEqualTo(event);
  }

  @Test
  void aLaterKeyIsReadOverInTheTopicAndRefusedFromAnOperator() {
    ObjectNode json = Samples.minimalEventJson();
    json.put("laterKey", 1);
    assertThat(ControlJson.readEvent(Samples.bytes(json))).isEqualTo(Samples.event());
    assertThatThrownBy(() -> ControlJson.readOperatorEvent(Samples.bytes(json)))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_JSON))
        .hasMessageContaining("laterKey");
  }

  @Test
  void unknownKeysOfARepresentationAreRefusedWithTheirPath() {
    ObjectNode json = Samples.minimalEventJson();
    ((ObjectNode) json.get("representations").get(1)).put("bitrate", 1);
    assertThatThrownBy(() -> ControlJson.readOperatorEvent(Samples.bytes(json)))
        .hasMessageContaining("representations.[1].bitrate");
  }

  @Test
  void doubledKeysAreRefused() {
    String json =
        new String(Samples.golden("event-minimal.json"), StandardCharsets.UTF_8)
            .replace("\"event\": \"derby\"", "\"event\": \"derby\", \"event\": \"ashes\"");
    assertThatThrownBy(() -> ControlJson.readOperatorEvent(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("event");
    String yaml =
        new String(Samples.golden("event-minimal.yaml"), StandardCharsets.UTF_8)
            .replace("event: derby", "event: derby\nevent: ashes");
    assertThatThrownBy(
            () -> ControlJson.readOperatorEventYaml(yaml.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("event");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "[]", "7", "\"acme\"", "{", "{\"tenant\":}", "{} {}", "\u0000"})
  void whatIsNotADocumentIsRefused(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ControlJson.readOperatorEvent(bytes))
        .isInstanceOf(OriginException.class);
    assertThatThrownBy(() -> ControlJson.readEvent(bytes)).isInstanceOf(OriginException.class);
    assertThatThrownBy(() -> ControlJson.readOperatorEventYaml(bytes))
        .isInstanceOf(OriginException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "availabilityStartTime; \"2026-01-01T00:00:00Z\"",
        "segmentDuration;       {\"duration\":4,\"timescale\":2}",
        "startNumber;           1",
        "initialization;        \"$RepresentationID$.mp4\"",
        "media;                 \"$RepresentationID$-$Time$.m4s\""
      })
  void whatAddressesDependOnNeverChanges(String key, String value) {
    EventDefinition now = Samples.event();
    EventDefinition next = Samples.event(json -> json.set(key, Samples.tree(bytes(value))));
    assertThatThrownBy(() -> now.requireCompatible(next))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_CONFLICT))
        .hasMessageStartingWith(key + " never changes: it is ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "pipelines;             [\"b\",\"a\",\"c\"]",
        "timeShiftBufferDepth;  \"PT1H\"",
        "startTime;             \"2026-01-01T00:00:00Z\"",
        "endTime;               \"2026-01-01T00:00:00Z\"",
        "expectedLatency;       \"PT3S\"",
        "patience;              \"PT3S\"",
        "retryDeadline;         \"PT30S\"",
        "fillPatience;          \"PT3S\"",
        "fill;                  \"none\"",
        "presentationDelay;     \"PT8S\"",
        "latency;               {\"target\":\"PT8S\"}",
        "playbackRate;          {\"min\":0.9,\"max\":1.1}",
        "steering;              {\"serverUri\":\"https://x\"}"
      })
  void allElseMayChange(String key, String value) {
    EventDefinition next = Samples.event(json -> json.set(key, Samples.tree(bytes(value))));
    assertThat(next).isNotEqualTo(Samples.event());
    assertThatCode(() -> Samples.event().requireCompatible(next)).doesNotThrowAnyException();
  }

  /**
   * The record of an event that was declared before incarnations existed has none, and keeps none.
   */
  @Test
  void anIncarnationIsWrittenOnlyWhereThereIsOne() {
    EventDefinition event = Samples.event();
    assertThat(new String(ControlJson.write(event), StandardCharsets.UTF_8))
        .doesNotContain("incarnation");
    EventDefinition declared = event.withIncarnation(1_764_340_000_000L);
    assertThat(ControlJson.readEvent(ControlJson.write(declared))).isEqualTo(declared);
    assertThat(declared.withIncarnation(0)).isEqualTo(event);
  }

  /** An empty list and no list differ: without a list, the pauses remain as they are. */
  @Test
  void pausesAreWrittenWhereSomethingIsSaidOfThem() {
    EventDefinition event = Samples.event();
    assertThat(new String(ControlJson.write(event), StandardCharsets.UTF_8))
        .doesNotContain("pauses");
    for (PauseSchedule pauses :
        List.of(
            PauseSchedule.NONE, PauseSchedule.NONE.begun(Instant.parse("2026-01-02T00:00:00Z")))) {
      EventDefinition paused = event.withPauses(Optional.of(pauses));
      assertThat(ControlJson.readEvent(ControlJson.write(paused))).isEqualTo(paused);
      assertThat(paused.withIncarnation(7).endingAt(Instant.parse("2027-01-01T00:00:00Z")).pauses())
          .hasValue(pauses);
    }
  }

  @Test
  void aChangedCopyDiffersInWhatWasChangedAndInNothingElse() {
    List<Representation> representations = Samples.event().representations();
    EventDefinition event = EventDefinition.of("t", "e", List.of("a"), representations);
    Instant later = Instant.parse("2026-01-02T00:00:00Z");
    Duration minute = Duration.ofMinutes(1);
    assertThat(changes(event, event.withName("other"))).containsExactly("event");
    assertThat(changes(event, event.withAvailabilityStartTime(later)))
        .containsExactly("availabilityStartTime");
    assertThat(changes(event, event.withSegmentDuration(new SegmentDuration(4, 1))))
        .containsExactly("segmentDuration");
    assertThat(changes(event, event.withStartNumber(7))).containsExactly("startNumber");
    assertThat(changes(event, event.withMedia("$RepresentationID$/$Number$.m4s")))
        .containsExactly("media");
    assertThat(changes(event, event.withTimeShiftBufferDepth(minute)))
        .containsExactly("timeShiftBufferDepth");
    assertThat(changes(event, event.withRepresentations(otherRepresentations())))
        .containsExactly("representations");
    assertThat(changes(event, event.withDeadlines(minute, minute, minute)))
        .containsExactly("expectedLatency", "patience", "retryDeadline");
    assertThat(changes(event, event.startingAt(later))).containsExactly("startTime");
    assertThat(changes(event, event.endingAt(later))).containsExactly("endTime");
    assertThat(changes(event, event.withIncarnation(7))).containsExactly("incarnation");
    assertThat(changes(event, event.withPauses(Optional.of(PauseSchedule.NONE))))
        .containsExactly("pauses");
    assertThat(changes(event, event.withFillPatience(Duration.ofSeconds(2))))
        .containsExactly("fillPatience");
    assertThat(changes(event, event.withFill(FillPolicy.NONE))).containsExactly("fill");
  }

  private static List<Representation> otherRepresentations() {
    return Samples.event(
            json -> ((ObjectNode) json.get("representations").get(0)).put("bandwidth", 700_000))
        .representations();
  }

  /** Returns the names of the values that differ, in their order. */
  private static List<String> changes(EventDefinition before, EventDefinition after) {
    return Arrays.stream(EventDefinition.class.getRecordComponents())
        .filter(value -> !read(value, before).equals(read(value, after)))
        .map(RecordComponent::getName)
        .toList();
  }

  private static Object read(RecordComponent value, EventDefinition event) {
    try {
      return value.getAccessor().invoke(event);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; bandwidth;          700000",
        "0; role;               \"main\"",
        "0; label;              \"Main\"",
        "0; accessibility;      [\"sign\"]",
        "0; videoRange;         \"PQ\"",
        "0; supplementalCodecs; \"dvh1.08.07/db4h\"",
        "0; inbandEvents;       [{\"scheme\":\"urn:x\"}]",
        "1; channels;           6"
      })
  void representationsMayChange(int index, String key, String value) {
    Consumer<ObjectNode> change =
        json ->
            ((ObjectNode) json.get("representations").get(index))
                .set(key, Samples.tree(bytes(value)));
    assertThat(Samples.event(change)).isNotEqualTo(Samples.event());
    assertThatCode(() -> Samples.event().requireCompatible(Samples.event(change)))
        .doesNotThrowAnyException();
  }

  /** Two spellings of one number are one definition. */
  @Test
  void aPlaybackRateHasNoTrailingZeros() {
    assertThat(new PlaybackRate(new BigDecimal("1.0"), new BigDecimal("1.050")))
        .isEqualTo(new PlaybackRate(BigDecimal.ONE, new BigDecimal("1.05")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
