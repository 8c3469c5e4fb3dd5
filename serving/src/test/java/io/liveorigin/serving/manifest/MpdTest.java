package io.liveorigin.serving.manifest;

import static io.liveorigin.serving.manifest.WrittenMpd.INITS;
import static io.liveorigin.serving.manifest.WrittenMpd.NOW;
import static io.liveorigin.serving.manifest.WrittenMpd.event;
import static io.liveorigin.serving.manifest.WrittenMpd.inits;
import static io.liveorigin.serving.manifest.WrittenMpd.parse;
import static io.liveorigin.serving.manifest.WrittenMpd.template;
import static io.liveorigin.serving.manifest.WrittenMpd.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.lindstrom.mpd.MPDParser;
import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.Period;
import io.lindstrom.mpd.data.PresentationType;
import io.lindstrom.mpd.data.SegmentTemplate;
import io.lindstrom.mpd.data.UTCTiming;
import io.liveorigin.contract.address.View;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MpdTest {
  @Test
  void theDocumentIsPinned() throws IOException {
    try (InputStream golden = MpdTest.class.getResourceAsStream("/golden/manifest.mpd")) {
      assertThat(new String(write(event()), StandardCharsets.UTF_8))
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void theParserThatReadsItIsStrict() {
    assertThat(
            MPDParser.defaultObjectMapper()
                .isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
        .isTrue();
  }

  /** ISO/IEC 23009-1, 5.3.7.2: @frameRate is a number or a fraction. */
  @Test
  void aVariableFrameRateIsNotWritten() {
    LiveEvent event = event("\"frameRate\":\"25\"", "\"frameRate\":\"variable\"");

    assertThat(event.definition().representations().get(0).frameRate()).hasValue("variable");
    assertThat(new String(write(event), StandardCharsets.UTF_8)).doesNotContain("frameRate");
  }

  @Test
  void itSaysWhatTheDefinitionSays() {
    MPD mpd = parse(event());

    assertThat(mpd.getType()).isEqualTo(PresentationType.DYNAMIC);
    assertThat(new String(write(event()), StandardCharsets.UTF_8))
        .contains("\"urn:mpeg:dash:profile:isoff-live:2011,urn:mpeg:dash:profile:cmaf:2019\"");
    assertThat(mpd.getPublishTime().toInstant()).isEqualTo(Instant.ofEpochMilli(INITS));
    assertThat(mpd.getMinBufferTime()).isEqualTo(Duration.ofSeconds(2));
    assertThat(mpd.getSuggestedPresentationDelay()).isEqualTo(Duration.ofSeconds(6));
    assertThat(mpd.getMinimumUpdatePeriod()).isEqualTo(Duration.ofSeconds(3));
    assertThat(mpd.getMediaPresentationDuration()).isNull();
    assertThat(mpd.getPeriods()).hasSize(1);
    Period period = mpd.getPeriods().get(0);
    assertThat(period.getId()).isEqualTo("p0");
    assertThat(period.getStart()).isEqualTo(Duration.ZERO);
    assertThat(period.getAdaptationSets())
        .extracting(AdaptationSet::getContentType)
        .containsExactly("video", "audio");
    assertThat(period.getAdaptationSets().get(1).getLang()).isEqualTo("en");
    assertThat(template(mpd).getMedia()).isEqualTo("$RepresentationID$-$Number$.m4s");
    assertThat(template(mpd).getInitialization()).isEqualTo("$RepresentationID$-init.mp4");
  }

  /** The arithmetic of ISO/IEC 23009-1, 5.3.9.5.3, done by the book, gives our schedule. */
  @ParameterizedTest(name = "{0}/{1} s, startNumber {2}, latency {3}, starts at {4}")
  @CsvSource({
    "2,     1,     0,   PT1S,     -",
    "2,     1,     7,   PT2.5S,   -",
    "60060, 30000, 0,   PT1S,     -",
    "60060, 30000, 100, PT0S,     2023-11-14T22:00:01Z",
    "2,     1,     0,   PT1S,     2023-11-14T22:00:01Z",
    "192,   90,    3,   PT0.25S,  2023-11-14T22:00:01Z",
  })
  void aPlayerAsksForASegmentWhenItIsDueAndNotAfterItExpired(
      long duration, long timescale, long startNumber, String latency, String start) {
    LiveEvent event =
        event(
            "\"pipelines\"",
            "\"segmentDuration\":{\"duration\":%d,\"timescale\":%d},\"startNumber\":%d,"
                    .formatted(duration, timescale, startNumber)
                + "\"expectedLatency\":\"%s\",".formatted(latency)
                + (start.equals("-") ? "" : "\"startTime\":\"%s\",".formatted(start))
                + "\"pipelines\"");
    Schedule schedule = event.schedule();
    MPD mpd = parse(event);
    SegmentTemplate template = template(mpd);
    double availabilityStart = mpd.getAvailabilityStartTime().toInstant().toEpochMilli();
    double periodStart = mpd.getPeriods().get(0).getStart().toMillis();
    double segment = template.getDuration() * 1000.0 / template.getTimescale();
    double depth = mpd.getTimeShiftBufferDepth().toMillis();
    double offset =
        Optional.ofNullable(template.getPresentationTimeOffset()).orElse(0L)
            * 1000.0
            / template.getTimescale();

    assertThat(template.getStartNumber()).isEqualTo(schedule.firstNumber());
    long edge = schedule.liveEdge(NOW);
    for (long number = edge - 40; number <= edge + 40; number++) {
      double end = periodStart + (number - template.getStartNumber() + 1) * segment;
      double available = availabilityStart + end;
      // Rounded up to a ms, once for the period and once for the segment.
      assertThat(available - schedule.due(number)).isBetween(-1.0, 1.0);
      assertThat(available + depth + segment).isLessThanOrEqualTo(schedule.expires(number) + 1.0);
      double mediaStart = (number - schedule.startNumber()) * segment;
      assertThat(mediaStart - offset + periodStart).isCloseTo(end - segment, within());
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1.0);
  }

  /** Media3 takes the last source and resolves no URL; the others take the first that works. */
  @Test
  void theTimeIsAtAnAbsoluteUrlWhereOneIsConfigured() {
    LiveEvent event = event();
    PublishedEvent published = new PublishedEvent(inits(event.definition().representations()));
    PublicUrl cdn = new PublicUrl("https://cdn.example/live/");

    assertThat(
            parse(Mpd.write(event, published, View.WHOLE, Optional.of(cdn), NOW)).getUtcTimings())
        .extracting(UTCTiming::getSchemeIdUri, UTCTiming::getValue)
        .containsExactly(tuple(UTCTiming.Type.HTTP_ISO, "https://cdn.example/live/time"));
  }

  @Test
  void whereNoneIsConfiguredTheLastSourceNeedsNoUrlOfOurs() {
    assertThat(parse(event()).getUtcTimings())
        .extracting(UTCTiming::getSchemeIdUri, UTCTiming::getValue)
        .containsExactly(
            tuple(UTCTiming.Type.HTTP_ISO, "../../time"),
            tuple(UTCTiming.Type.NTP, "time.android.com"));
  }

  /** A set is what a player may switch in: DASH-IF IOP and CMAF have one codec in it. */
  @Test
  void aSetHasOneCodecFamilyAndKeepsItsIdWhenAnotherIsListedLater() {
    LiveEvent event =
        event(
            "{\"id\":\"a0\"",
            "{\"id\":\"h0\",\"contentType\":\"video\",\"codecs\":\"hvc1.1.6.L93.90\","
                + "\"bandwidth\":1},{\"id\":\"v1\",\"contentType\":\"video\","
                + "\"codecs\":\"avc1.4d401f\",\"bandwidth\":1},"
                + "{\"id\":\"e0\",\"contentType\":\"audio\",\"codecs\":\"ec-3\","
                + "\"bandwidth\":1,\"lang\":\"en\"},{\"id\":\"a0\"");
    List<Representation> all = event.definition().representations();

    assertThat(sets(event, all)).containsExactly("0 v0 v1", "1 h0", "2 e0", "3 a0");
    assertThat(sets(event, List.of(all.get(0), all.get(4)))).containsExactly("0 v0", "3 a0");
  }

  private static List<String> sets(LiveEvent event, List<Representation> listed) {
    return parse(
            Mpd.write(event, new PublishedEvent(inits(listed)), View.WHOLE, Optional.empty(), NOW))
        .getPeriods()
        .get(0)
        .getAdaptationSets()
        .stream()
        .map(
            set ->
                set.getRepresentations().stream()
                    .map(io.lindstrom.mpd.data.Representation::getId)
                    .collect(Collectors.joining(" ", set.getId() + " ", "")))
        .toList();
  }

  @Test
  void anEventThatEndsSaysHowLongItIs() {
    MPD mpd =
        parse(
            event(
                "\"pipelines\"",
                "\"availabilityStartTime\":\"2023-11-14T22:00:00Z\","
                    + "\"endTime\":\"2023-11-14T23:00:01Z\",\"pipelines\""));

    assertThat(mpd.getType()).isEqualTo(PresentationType.DYNAMIC);
    assertThat(mpd.getMediaPresentationDuration()).isEqualTo(Duration.ofSeconds(3602));
  }

  /** 30 min of a window of 60 s are left: from the first segment that is still there. */
  @Test
  void anEventThatIsOverIsStatic() {
    LiveEvent event =
        event(
            "\"pipelines\"",
            "\"endTime\":\"%s\",\"pipelines\"".formatted(Instant.ofEpochMilli(NOW - 20_000)));
    Schedule schedule = event.schedule();
    MPD mpd = parse(event);

    assertThat(mpd.getType()).isEqualTo(PresentationType.STATIC);
    assertThat(mpd.getMinimumUpdatePeriod()).isNull();
    assertThat(mpd.getTimeShiftBufferDepth()).isNull();
    assertThat(mpd.getUtcTimings()).isNullOrEmpty();
    long first = schedule.windowStart(NOW);
    assertThat(mpd.getPeriods().get(0).getStart())
        .as("as long as it was dynamic: players have buffered by it")
        .isEqualTo(Duration.ofSeconds(2 * first));
    assertThat(template(mpd).getStartNumber()).isEqualTo(first);
    assertThat(template(mpd).getPresentationTimeOffset()).isEqualTo(2 * first);
    assertThat(mpd.getMediaPresentationDuration())
        .isEqualTo(Duration.ofSeconds(2 * (schedule.lastNumber() + 1)));
  }

  @Test
  void timesCountFromWhenTheEventWasDeclared() {
    EventDefinition definition = event().definition().withIncarnation(NOW - 60_000);
    LiveEvent event = LiveEvent.of(definition);
    MPD mpd = parse(event);

    long first = event.schedule().windowStart(NOW - 60_000);
    assertThat(template(mpd).getStartNumber()).isEqualTo(first);
    assertThat(mpd.getPeriods().get(0).getStart()).isEqualTo(Duration.ofSeconds(2 * first));
    assertThat(template(mpd).getPresentationTimeOffset()).isEqualTo(2 * first);
  }

  /** A frame of AAC-LC at 48 kHz lasts 21.3 ms. */
  @Test
  void aSegmentMayBeAFrameLonger() {
    assertThat(new String(write(event()), StandardCharsets.UTF_8))
        .contains("maxSegmentDuration=\"PT2.022S\"");
  }

  @Test
  void contentProtectionIsRepeatedAsPackagersWriteIt() {
    LiveEvent event =
        event(
            "\"height\":720",
            "\"height\":720,\"contentProtection\":[{"
                + "\"schemeIdUri\":\"urn:mpeg:dash:mp4protection:2011\",\"value\":\"cenc\","
                + "\"cenc:default_KID\":\"34e5db32-8625-47cd-ba06-68fca0655a72\"},"
                + "{\"schemeIdUri\":\"urn:uuid:9a04f079-9840-4286-ab92-e65be0885f95\","
                + "\"mspr:pro\":\"AAAA\",\"cenc:pssh\":\"BBBB\",\"robustness\":\"SL3000\"}]");

    assertThat(new String(write(event), StandardCharsets.UTF_8))
        .contains("xmlns:mspr=\"urn:microsoft:playready\"")
        .contains("value=\"cenc\" cenc:default_KID=\"34e5db32-8625-47cd-ba06-68fca0655a72\"/>")
        .contains("robustness=\"SL3000\"")
        .contains("<cenc:pssh>BBBB</cenc:pssh>")
        .contains("<mspr:pro>AAAA</mspr:pro>");
    assertThat(new String(write(event()), StandardCharsets.UTF_8)).doesNotContain("mspr");
  }

  @Test
  void contentProtectionIsPassedThroughAndEscaped() {
    LiveEvent event =
        event(
            "\"height\":720",
            "\"height\":720,\"contentProtection\":[{"
                + "\"schemeIdUri\":\"urn:mpeg:dash:mp4protection:2011\",\"value\":\"<&\\\"\\u0007>\","
                + "\"default_KID\":\"01234567-89ab-cdef-0123-456789abcdef\"},"
                + "{\"schemeIdUri\":\"urn:uuid:edef8ba9-79d6-4ace-a3c8-27dcd51d21ed\","
                + "\"pssh\":\"AAAA<\"}]");

    String mpd = new String(write(event), StandardCharsets.UTF_8);

    assertThat(mpd)
        .contains("schemeIdUri=\"urn:mpeg:dash:mp4protection:2011\"")
        .contains("value=\"&lt;&amp;&quot;\ufffd&gt;\"")
        .contains("cenc:default_KID=\"01234567-89ab-cdef-0123-456789abcdef\"")
        .contains("<cenc:pssh>AAAA&lt;</cenc:pssh>");
    assertThat(
            parse(event)
                .getPeriods()
                .get(0)
                .getAdaptationSets()
                .get(0)
                .getRepresentations()
                .get(0)
                .getContentProtections())
        .hasSize(2);
  }
}
