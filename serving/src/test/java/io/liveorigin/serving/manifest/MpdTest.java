package io.liveorigin.serving.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.lindstrom.mpd.MPDParser;
import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.Period;
import io.lindstrom.mpd.data.PresentationType;
import io.lindstrom.mpd.data.Segment;
import io.lindstrom.mpd.data.SegmentTemplate;
import io.lindstrom.mpd.data.UTCTiming;
import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.serving.support.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    return write(event, Map.of());
  }

  private static byte[] write(LiveEvent event, Map<String, Map<Long, Listing>> winners) {
    return Mpd.write(
        event,
        new Published(event.definition().representations(), INITS, winners),
        Optional.empty(),
        NOW);
  }

  private static MPD parse(LiveEvent event) {
    return parse(write(event));
  }

  private static MPD parse(byte[] mpd) {
    try {
      return new MPDParser().parse(new String(mpd, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(new String(mpd, StandardCharsets.UTF_8), e);
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
    assertThat(new String(write(event()), StandardCharsets.UTF_8))
        .contains("\"urn:mpeg:dash:profile:isoff-live:2011,urn:mpeg:dash:profile:cmaf:2019\"");
    assertThat(mpd.getPublishTime().toInstant()).isEqualTo(Instant.ofEpochMilli(INITS));
    assertThat(mpd.getMinBufferTime()).isEqualTo(Duration.ofSeconds(2));
    assertThat(mpd.getSuggestedPresentationDelay()).isEqualTo(Duration.ofSeconds(6));
    assertThat(mpd.getMinimumUpdatePeriod()).isEqualTo(Duration.ofSeconds(10));
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
    Published published = new Published(event.definition().representations(), INITS);
    PublicUrl cdn = new PublicUrl("https://cdn.example/live/");

    assertThat(parse(Mpd.write(event, published, Optional.of(cdn), NOW)).getUtcTimings())
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
    return parse(Mpd.write(event, new Published(listed, INITS), Optional.empty(), NOW))
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
    assertThat(mpd.getPeriods().get(0).getStart()).isEqualTo(Duration.ZERO);
    long first = schedule.windowStart(NOW);
    assertThat(template(mpd).getStartNumber()).isEqualTo(first);
    assertThat(template(mpd).getPresentationTimeOffset()).isEqualTo(2 * first);
    assertThat(mpd.getMediaPresentationDuration())
        .isEqualTo(Duration.ofSeconds(2 * (schedule.lastNumber() - first + 1)));
  }

  @Test
  void nothingIsListedFromBeforeTheEventWasDeclared() {
    EventDefinition definition = event().definition().withIncarnation(NOW - 60_000);
    LiveEvent event = LiveEvent.of(definition);
    MPD mpd = parse(event);

    long first = event.schedule().liveEdge(NOW - 60_000) + 1;
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

  /** Frames of 1024 at 48 kHz, cut at the first one in each segment of 2 s, as packagers do. */
  @Test
  void audioIsListedWhereItsFirstFrameIs() {
    LiveEvent event = timedAudio();
    long edge = event.schedule().liveEdge(NOW);
    Map<Long, Listing> winners = new HashMap<>();
    // The newest is not published yet, and so begins where the one before ends.
    for (long n = edge - 9; n < edge; n++) {
      long start = firstFrame(n);
      winners.put(n, audio(start, firstFrame(n + 1) - start, 0));
    }

    List<long[]> listed = listed(event, winners);

    long first = event.schedule().windowStart(NOW);
    assertThat(listed).hasSize((int) (edge - first + 1));
    for (long n = first; n <= edge; n++) {
      long expected = n < edge - 9 ? n * 96_000 : firstFrame(n);
      assertThat(listed.get((int) (n - first))[0]).isEqualTo(expected);
      // Its URL is that of the segment, to the tick the one that its packager used.
      assertThat(event.urls().resolve("a0-" + expected + ".m4s"))
          .isEqualTo(new Resource.Media(new SegmentAddress(event.track("a0"), n)));
    }
    for (int i = 1; i < listed.size(); i++) {
      assertThat(listed.get(i)[0]).isEqualTo(listed.get(i - 1)[0] + listed.get(i - 1)[1]);
    }
  }

  @Test
  void whatWasPublishedCountsInTheTimescaleOfTheUrlsAndByItsPresentation() {
    LiveEvent event = timedAudio();
    long number = event.schedule().liveEdge(NOW) - 3;
    // 2,000 ticks of 90 kHz after the schedule, 1,000 of them by an edit list: 1,066.67 of 48 kHz.
    TrackFacts facts =
        new TrackFacts(1, 90_000, number * 180_000 + 1_000, 94, 180_000, 1920, true, 1_000);

    assertThat(listed(event, Map.of(number, Listing.of(facts))))
        .extracting(segment -> segment[0])
        .contains(number * 96_000 + 1_067)
        .doesNotContain(number * 96_000);
  }

  /** It would be the URL of another segment. */
  @Test
  void whatSaysThatItIsAnotherNumberIsListedWhereTheScheduleHasIt() {
    LiveEvent event = timedAudio();
    long number = event.schedule().liveEdge(NOW) - 3;
    for (Listing wrong :
        List.of(
            audio(number * 96_000 + 48_000, 96_000, 0),
            audio(0, 96_000, 0),
            audio(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
            new Listing(false, 0, number * 96_000, 96_000))) {
      assertThat(listed(event, Map.of(number, wrong)))
          .extracting(segment -> segment[0])
          .contains(number * 96_000);
    }
  }

  private static LiveEvent timedAudio() {
    return event(
        "\"pipelines\"",
        "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"",
        "\"mp4a.40.2\"",
        "\"mp4a.40.2\",\"timescale\":48000");
  }

  private static long firstFrame(long number) {
    return -Math.floorDiv(-number * 96_000, 1024L) * 1024;
  }

  private static Listing audio(long decodeTime, long duration, long offset) {
    return Listing.of(new TrackFacts(1, 48_000, decodeTime, 94, duration, 1024, true, offset));
  }

  /** Start and duration of each segment of the audio timeline. */
  private static List<long[]> listed(LiveEvent event, Map<Long, Listing> winners) {
    List<long[]> segments = new ArrayList<>();
    for (Segment run :
        parse(write(event, Map.of("a0", winners)))
            .getPeriods()
            .get(0)
            .getAdaptationSets()
            .get(1)
            .getRepresentations()
            .get(0)
            .getSegmentTemplate()
            .getSegmentTimeline()) {
      for (long i = 0; i <= run.getR(); i++) {
        segments.add(new long[] {run.getT() + i * run.getD(), run.getD()});
      }
    }
    return segments;
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
