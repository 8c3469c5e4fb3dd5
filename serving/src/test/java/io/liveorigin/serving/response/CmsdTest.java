package io.liveorigin.serving.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.fields.FieldValue;
import io.liveorigin.serving.support.fields.StrictFieldParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CMSD (CTA-5006), read by a parser that shares nothing with the library that writes it. */
class CmsdTest {
  private static final SegmentAddress VIDEO = new SegmentAddress(Samples.V0, 42);
  private static final SegmentAddress AUDIO = new SegmentAddress(Samples.A0, 42);

  private final Cmsd cmsd = new Cmsd("origin-1");

  private Map<String, FieldValue.Member> keys(
      LiveEvent event, SegmentAddress address, Defect... defects) {
    Candidate winner = Samples.candidate(address, "a", Samples.bytes(10, 1), 1_000, defects);
    Decision decision = Samples.decision(address, 1, winner);
    return StrictFieldParser.dictionary(cmsd.segment(event, address, decision, winner));
  }

  private static FieldValue.Item plain(FieldValue.Bare value) {
    return new FieldValue.Item(value, Map.of());
  }

  @Test
  void aSegmentIsDescribedInTheUnitsOfTheSpecification() {
    LiveEvent ntsc =
        LiveEvent.of(
            Samples.definition(
                Samples.NEWS.replace(
                    "\"pipelines\"",
                    "\"segmentDuration\":{\"duration\":60060,\"timescale\":30000},"
                        + "\"pipelines\"")));

    Map<String, FieldValue.Member> keys = keys(ntsc, VIDEO);

    assertThat(keys)
        .containsOnlyKeys("n", "st", "sf", "br", "at", "io.liveorigin-pipeline", "ot", "d", "nor");
    assertThat(keys.get("n")).isEqualTo(plain(FieldValue.of("origin-1")));
    assertThat(keys.get("st")).isEqualTo(plain(FieldValue.token("l")));
    assertThat(keys.get("sf")).isEqualTo(plain(FieldValue.token("d")));
    assertThat(keys.get("ot")).isEqualTo(plain(FieldValue.token("v")));
    assertThat(keys.get("br")).as("kbit/s").isEqualTo(plain(FieldValue.of(2001)));
    assertThat(keys.get("d")).as("ms").isEqualTo(plain(FieldValue.of(2002)));
    assertThat(keys.get("at")).as("epoch ms").isEqualTo(plain(FieldValue.of(1_700_000_000_000L)));
    assertThat(keys.get("nor")).isEqualTo(plain(FieldValue.of("v0-43.m4s")));
    assertThat(keys.get(Cmsd.PIPELINE)).isEqualTo(plain(FieldValue.of("a")));
    assertThat(keys(ntsc, AUDIO).get("ot")).isEqualTo(plain(FieldValue.token("a")));
  }

  @Test
  void defectsAreNamedOnceEach() {
    Defect dropped = Samples.dropped(3);
    Defect again =
        Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 4L));
    Defect own = new Defect("x-burnt", Map.of("where", "a\"b\\"), DefectSource.PACKAGER);

    FieldValue.Member kinds = keys(Samples.news(), VIDEO, dropped, again, own).get(Cmsd.DEFECTS);

    assertThat(kinds)
        .isEqualTo(
            new FieldValue.InnerList(
                List.of(
                    plain(FieldValue.token("dropped-video-frames")),
                    plain(FieldValue.token("x-burnt"))),
                Map.of()));
  }

  @Test
  void theTimeThatARequestWasHeldIsAdded() {
    Candidate winner = Samples.candidate(VIDEO, "a", Samples.bytes(10, 1), 1_000);
    String described =
        cmsd.segment(Samples.news(), VIDEO, Samples.decision(VIDEO, 1, winner), winner);

    assertThat(StrictFieldParser.dictionary(described)).doesNotContainKey("ht");
    assertThat(StrictFieldParser.dictionary(Cmsd.held(described, 137)).get("ht"))
        .isEqualTo(plain(FieldValue.of(137)));
  }

  @Test
  void anInitSegmentHasNoDuration() {
    InitAddress address = new InitAddress(Samples.V0);
    Candidate winner = Samples.candidate(address, "b", Samples.bytes(10, 1), 1_000);
    Map<String, FieldValue.Member> keys =
        StrictFieldParser.dictionary(
            cmsd.init(Samples.news(), "v0", Samples.decision(address, 1, winner), winner));

    assertThat(keys.get("ot")).isEqualTo(plain(FieldValue.token("i")));
    assertThat(keys.get(Cmsd.PIPELINE)).isEqualTo(plain(FieldValue.of("b")));
    assertThat(keys).doesNotContainKeys("d", "nor");
  }

  @Test
  void theLastSegmentOfAnEventHasNoNext() {
    LiveEvent ending =
        LiveEvent.of(
            Samples.definition(
                Samples.NEWS.replace(
                    "\"pipelines\"", "\"endTime\":\"1970-01-01T00:01:26Z\",\"pipelines\"")));

    assertThat(ending.schedule().lastNumber()).isEqualTo(42);
    assertThat(keys(ending, VIDEO)).doesNotContainKey("nor");
    assertThat(keys(ending, new SegmentAddress(Samples.V0, 41))).containsKey("nor");
  }

  @ParameterizedTest(name = "from {0} to {1}: {2}")
  @CsvSource({
    "/t/e/v0-1.m4s,   /t/e/v0-2.m4s,   v0-2.m4s",
    "/t/e/v0/1.m4s,   /t/e/v0/2.m4s,   2.m4s",
    "/t/e/9/seg.m4s,  /t/e/10/seg.m4s, ../10/seg.m4s",
    "/t/e/1/v0/s,     /t/e/2/v0/s,     ../../2/v0/s",
  })
  void theNextSegmentIsNamedRelativeToThisOne(String from, String to, String expected) {
    assertThat(NextObject.relative(from, to)).isEqualTo(expected);
  }

  @Test
  void theNextSegmentIsPercentEncoded() {
    LiveEvent nested =
        LiveEvent.of(
            Samples.definition(
                Samples.NEWS.replace(
                    "\"pipelines\"",
                    "\"media\":\"$Number$/$RepresentationID$,x.m4s\",\"pipelines\"")));

    assertThat(NextObject.after(nested, VIDEO, nested.urls()::path))
        .contains("..%2F43%2Fv0%2Cx.m4s");
  }

  @Test
  void theDynamicMemberIsNamedByTheOrigin() {
    List<FieldValue.Member> calm =
        StrictFieldParser.list(new CmsdDynamic("origin-1", () -> false).write(12));
    List<FieldValue.Member> duress =
        StrictFieldParser.list(new CmsdDynamic("origin-1", () -> true).write(-5));

    assertThat(calm)
        .isEqualTo(
            List.of(
                new FieldValue.Item(FieldValue.of("origin-1"), Map.of("rd", FieldValue.of(12)))));
    assertThat(duress.get(0).parameters())
        .isEqualTo(Map.of("rd", FieldValue.of(0), "du", FieldValue.of(true)));
  }
}
