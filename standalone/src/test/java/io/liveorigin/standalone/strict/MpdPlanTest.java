package io.liveorigin.standalone.strict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The arithmetic of ISO/IEC 23009-1, on an MPD that was written by hand. */
class MpdPlanTest {
  private static final String PERIOD =
      """
        <Period id="%1$s" start="PT%2$dS">
          <AdaptationSet id="0" contentType="video" segmentAlignment="true">
            <SegmentTemplate timescale="1" duration="2" startNumber="%3$d" presentationTimeOffset="%2$d"
                initialization="$RepresentationID$-%1$s.mp4" media="$RepresentationID$-$Number$.m4s"/>
            <Representation id="v" bandwidth="1"/>
          </AdaptationSet>
        </Period>
      """;

  @Test
  void aSegmentIsAvailableWhenItsMediaIsOver() throws IOException {
    MpdPlan plan = plan("2026-01-01T00:00:01Z", PERIOD.formatted("p0", 0, 0));

    MpdPlan.Segment segment = plan.at("v", 11_999).orElseThrow();

    assertThat(segment.path()).isEqualTo("v-5.m4s");
    assertThat(segment.init()).isEqualTo("v-p0.mp4");
    assertThat(segment.availableAt()).isEqualTo(plan.availabilityStart() + 12_000);
    assertThat(segment.nextTime()).isEqualTo(12_000);
    assertThat(plan.at("v", segment.nextTime()).orElseThrow().path()).isEqualTo("v-6.m4s");
  }

  @Test
  void aLaterPeriodGoesOnWithTheNumbers() throws IOException {
    MpdPlan plan =
        plan("2026-01-01T00:00:01Z", PERIOD.formatted("p0", 0, 0) + PERIOD.formatted("p1", 20, 10));

    assertThat(plan.at("v", 19_999).orElseThrow())
        .extracting(MpdPlan.Segment::path, MpdPlan.Segment::init)
        .containsExactly("v-9.m4s", "v-p0.mp4");
    assertThat(plan.at("v", 20_000).orElseThrow())
        .extracting(MpdPlan.Segment::path, MpdPlan.Segment::init)
        .containsExactly("v-10.m4s", "v-p1.mp4");
    assertThat(plan.at("a", 0)).isEmpty();
  }

  @Test
  void whatARepresentationSaysItselfCounts() throws IOException {
    String failover =
        "<FailoverContent valid=\"true\">\n<FCS t=\"4\" d=\"2\"/>\n</FailoverContent>\n";
    assertThat(ofRepresentation("<SegmentTemplate>\n" + failover + "</SegmentTemplate>"))
        .extracting(MpdPlan.Segment::path, MpdPlan.Segment::init)
        .containsExactly("v-5.m4s", "v-p0.mp4");
    assertThat(ofRepresentation("<SegmentTemplate initialization=\"own.mp4\"/>"))
        .extracting(MpdPlan.Segment::path, MpdPlan.Segment::init)
        .containsExactly("v-5.m4s", "own.mp4");
  }

  private static MpdPlan.Segment ofRepresentation(String template) throws IOException {
    String period =
        PERIOD.replace("bandwidth=\"1\"/>", "bandwidth=\"1\">" + template + "</Representation>");
    return plan("2026-01-01T00:00:01Z", period.formatted("p0", 0, 0)).at("v", 11_999).orElseThrow();
  }

  @Test
  void anMpdThatTakesBackWhatItSaidIsAFault() throws IOException {
    String two = PERIOD.formatted("p0", 0, 0) + PERIOD.formatted("p1", 20, 10);
    MpdPlan earlier = plan("2026-01-01T00:00:01Z", two);

    assertThat(plan("2026-01-01T00:00:01Z", two).faultsAfter(earlier)).isEmpty();
    assertThat(plan("2026-01-01T00:00:01Z", PERIOD.formatted("p0", 0, 0)).faultsAfter(earlier))
        .containsExactly("the last period p1 is gone: [p0]");
    assertThat(plan("2026-01-01T00:00:00Z", two).faultsAfter(earlier))
        .contains("availabilityStartTime changed")
        .anyMatch(fault -> fault.startsWith("publishTime went back"));
  }

  private static MpdPlan plan(String start, String periods) throws IOException {
    return MpdPlan.read(
        """
        <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011"
            type="dynamic" availabilityStartTime="%1$s" publishTime="%1$s" minimumUpdatePeriod="PT10S"
            minBufferTime="PT2S">
        %2$s
        </MPD>
        """
            .formatted(start, periods)
            .getBytes(StandardCharsets.UTF_8));
  }
}
