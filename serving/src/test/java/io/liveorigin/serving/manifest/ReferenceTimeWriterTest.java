package io.liveorigin.serving.manifest;

import static io.liveorigin.serving.manifest.WrittenMpd.NOW;
import static io.liveorigin.serving.manifest.WrittenMpd.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.Period;
import io.lindstrom.mpd.data.SegmentTemplate;
import io.liveorigin.contract.address.View;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.timeline.EventInitTimeline;
import io.liveorigin.serving.timeline.ReferenceTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferenceTimeWriterTest {
  private static final String LATENCY = "\"latency\":{\"target\":\"PT3S\"},\"pipelines\"";
  private static final String TIMES = "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"";
  private static final long EDGE = event().schedule().liveEdge(NOW);
  private static final long NUMBER = EDGE - 20;

  /** 120 ms after the end of the schedule, and 5 ms of media beyond it. */
  private static ReferenceTime time(long since) {
    return new ReferenceTime(
        NUMBER,
        ProducerTimeType.CAPTURED,
        (NUMBER + 1) * 96_000 + 256,
        48_000,
        event().schedule().mediaEnd(NUMBER) + 125,
        since);
  }

  private static byte[] write(LiveEvent event, EventInitTimeline changes, String representation) {
    EventInits inits =
        new EventInits(event.definition().representations(), WrittenMpd.INITS, changes);
    return Mpd.write(
        event,
        new PublishedEvent(
            inits,
            Map.of(),
            NotificationHistory.NONE,
            Map.of(representation, time(NOW - 7_000)),
            Failover.NONE),
        View.WHOLE,
        Optional.of(new PublicUrl("https://cdn.example/live")),
        NOW);
  }

  private static String text(String representation, String... replacements) {
    return new String(
        write(event(replacements), EventInitTimeline.NONE, representation), StandardCharsets.UTF_8);
  }

  private static String clock(long millis) {
    return Instant.ofEpochMilli(event().schedule().mediaEnd(NUMBER) + millis).toString();
  }

  @Test
  void itStandsInItsRepresentationInTicksOfTheTemplate() {
    assertThat(text("v0"))
        .as("of a second each")
        .contains(
            "        <ProducerReferenceTime id=\"1\" inband=\"true\" type=\"captured\""
                + " wallClockTime=\"%s\" presentationTime=\"%d\">\n"
                    .formatted(clock(120), (NUMBER + 1) * 2)
                + "          <UTCTiming schemeIdUri=\"urn:mpeg:dash:utc:http-iso:2014\""
                + " value=\"https://cdn.example/live/time\"/>\n"
                + "        </ProducerReferenceTime>\n"
                + "      </Representation>\n");
    assertThat(text("a0", "\"pipelines\"", TIMES, "\"lang\"", "\"timescale\":48000,\"lang\""))
        .contains(
            "<ProducerReferenceTime id=\"2\" inband=\"true\" type=\"captured\""
                + " wallClockTime=\"%s\" presentationTime=\"%d\">"
                    .formatted(clock(125), (NUMBER + 1) * 96_000 + 256))
        .containsOnlyOnce("<ProducerReferenceTime");
  }

  @Test
  void latenciesDoNotReferToIt() {
    assertThat(text("a0", "\"pipelines\"", LATENCY))
        .contains("<Latency target=\"3000\"/>")
        .contains("ProducerReferenceTime");
  }

  @Test
  void theDocumentIsAsOldAsIt() {
    assertThat(text("v0"))
        .contains("publishTime=\"%s\"".formatted(Instant.ofEpochMilli(NOW - 7_000)));
  }

  /** By the arithmetic of ETSI TS 103 285, 10.20.4, with which dash.js counts latencies. */
  @Test
  void itSaysHowLongAfterTheScheduleTheEncoderIsInThePeriodOfItsSegment() {
    LiveEvent event = event();
    EventInitTimeline changes =
        new EventInitTimeline(
            Map.of(
                event.track("v0"),
                InitTimeline.only(Digest.of(new byte[] {0}))
                    .with(new InitChange(Digest.of(new byte[] {1}), NUMBER - 3))
                    .with(new InitChange(Digest.of(new byte[] {2}), NUMBER + 3))));
    byte[] bytes = write(event, changes, "v0");
    MPD mpd = WrittenMpd.parse(bytes);
    Period period = mpd.getPeriods().get(1);
    String before = "<Period id=\"" + period.getId();
    String after = "<Period id=\"" + mpd.getPeriods().get(2).getId();
    String xml = new String(bytes, StandardCharsets.UTF_8);
    assertThat(xml).containsOnlyOnce("<ProducerReferenceTime");
    assertThat(xml.indexOf("<ProducerReferenceTime"))
        .isBetween(xml.indexOf(before), xml.indexOf(after));

    SegmentTemplate template = period.getAdaptationSets().get(0).getSegmentTemplate();
    long presentation = Long.parseLong(attribute(xml, "presentationTime"));
    double inPresentation =
        (presentation - template.getPresentationTimeOffset()) * 1_000.0 / template.getTimescale()
            + period.getStart().toMillis();
    double zero = Instant.parse(attribute(xml, "wallClockTime")).toEpochMilli() - inPresentation;
    double announced = mpd.getAvailabilityStartTime().toInstant().toEpochMilli();
    assertThat(announced - zero).isEqualTo((double) event.schedule().expectedLatencyMillis() - 120);
  }

  private static String attribute(String xml, String name) {
    return xml.replaceAll("(?s).*<ProducerReferenceTime[^>]* " + name + "=\"([^\"]*)\".*", "$1");
  }
}
