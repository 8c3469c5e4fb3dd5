package io.liveorigin.serving.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.lindstrom.mpd.MPDParser;
import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.Period;
import io.lindstrom.mpd.data.PresentationType;
import io.lindstrom.mpd.data.Segment;
import io.lindstrom.mpd.data.SegmentTemplate;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.support.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MpdTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long INITS = 1_699_999_000_000L;

  private static LiveEvent event(String... replacements) {
    String json = Samples.NEWS;
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(json).contains(replacements[i]);
      json = json.replace(replacements[i], replacements[i + 1]);
    }
    return LiveEvent.of(Samples.definition(json));
  }

  private static byte[] write(LiveEvent event) {
    return Mpd.write(event, event.definition().representations(), INITS, NOW);
  }

  private static MPD parse(LiveEvent event) {
    try {
      return new MPDParser().parse(new String(write(event), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(new String(write(event), StandardCharsets.UTF_8), e);
    }
  }

  private static SegmentTemplate template(MPD mpd) {
    AdaptationSet first = mpd.getPeriods().get(0).getAdaptationSets().get(0);
    return Optional.ofNullable(first.getSegmentTemplate())
        .orElseGet(() -> first.getRepresentations().get(0).getSegmentTemplate());
  }

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
    assertThat(mpd.getProfiles()).hasToString("[urn:mpeg:dash:profile:isoff-live:2011]");
    assertThat(mpd.getPublishTime().toInstant()).isEqualTo(Instant.ofEpochMilli(INITS));
    assertThat(mpd.getMinBufferTime()).isEqualTo(Duration.ofSeconds(2));
    assertThat(mpd.getSuggestedPresentationDelay()).isEqualTo(Duration.ofSeconds(6));
    assertThat(mpd.getMinimumUpdatePeriod()).isEqualTo(Duration.ofSeconds(10));
    assertThat(mpd.getMediaPresentationDuration()).isNull();
    assertThat(mpd.getUtcTimings()).hasSize(1);
    assertThat(mpd.getUtcTimings().get(0).getValue()).isEqualTo("../../time");
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

  @Test
  void timeInUrlsNeedsATimeline() {
    LiveEvent event =
        event(
            "\"pipelines\"",
            "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"",
            "\"mp4a.40.2\"",
            "\"mp4a.40.2\",\"timescale\":48000");
    Schedule schedule = event.schedule();
    MPD mpd = parse(event);
    SegmentTemplate video = template(mpd);
    SegmentTemplate audio =
        mpd.getPeriods()
            .get(0)
            .getAdaptationSets()
            .get(1)
            .getRepresentations()
            .get(0)
            .getSegmentTemplate();

    assertThat(video.getDuration()).isNull();
    assertThat(video.getSegmentTimeline()).hasSize(1);
    assertThat(audio.getTimescale()).isEqualTo(48_000);
    Segment run = audio.getSegmentTimeline().get(0);
    assertThat(run.getD()).isEqualTo(96_000);
    long first = schedule.windowStart(NOW);
    assertThat(run.getT()).isEqualTo(first * 96_000);
    assertThat(first + run.getR()).isEqualTo(schedule.liveEdge(NOW));
    // Each of its URLs is one of ours.
    SegmentUrls urls = event.urls();
    assertThat(urls.path(new SegmentAddress(Track.of("acme", "news", "a0"), first)))
        .isEqualTo("/acme/news/a0-" + run.getT() + ".m4s");
    assertThat(mpd.getMinimumUpdatePeriod()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aTimelineOfUnevenTicksAddsUp() {
    // 2.002 s in 90 ticks a second is 180.18 ticks.
    LiveEvent event =
        event(
            "\"pipelines\"",
            "\"segmentDuration\":{\"duration\":60060,\"timescale\":30000},"
                + "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"",
            "\"mp4a.40.2\"",
            "\"mp4a.40.2\",\"timescale\":90");
    List<Segment> runs =
        parse(event)
            .getPeriods()
            .get(0)
            .getAdaptationSets()
            .get(1)
            .getRepresentations()
            .get(0)
            .getSegmentTemplate()
            .getSegmentTimeline();

    assertThat(runs).hasSizeGreaterThan(3);
    long number = event.schedule().windowStart(NOW);
    for (Segment run : runs) {
      for (long i = 0; i <= run.getR(); i++) {
        assertThat(run.getT() + i * run.getD()).isEqualTo(event.schedule().decodeTime(number, 90));
        number++;
      }
    }
    assertThat(number).isEqualTo(event.schedule().liveEdge(NOW) + 1);
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
