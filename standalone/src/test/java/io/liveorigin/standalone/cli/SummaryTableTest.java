package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.demo.DemoSummary;
import io.liveorigin.standalone.demo.Visit;
import io.liveorigin.standalone.demo.Visits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
  @Test
  void aCompleteRunHasAColumnForEachRepresentation() {
    Map<String, List<Visit>> visits = new LinkedHashMap<>();
    visits.put(
        "v", List.of(Visits.served("v", 7, "a", "", 300), Visits.served("v", 8, "b", "", 0)));
    visits.put(
        "s",
        List.of(
            Visits.served("s", 7, "a"),
            Visits.served("s", 8, "a", "missing-audio-samples;count=9", 2000)));
    assertThat(SummaryTable.lines(new DemoSummary("demo/clip", 7, 8, visits, List.of())))
        .containsExactly(
            "",
            "demo/clip: numbers 7 to 8",
            "                           v       s     all",
            "due                        2       2       4",
            "served                     2       2       4",
            "  from a                   1       2       3",
            "  from b                   1       0       1",
            "  defective                0       1       1",
            "held requests              1       1       2",
            "404 or 410                 0       0       0",
            "requested again            0       0       0",
            "defective: demo/clip/s/8 from a: missing-audio-samples;count=9;source=\"packager\"",
            "every due segment was served");
  }

  @Test
  void whatWasNotServedIsListedWithItsAnswers() {
    Map<String, List<Visit>> visits =
        Map.of(
            "v",
            List.of(Visits.served("v", 7, "a"), Visits.missed("v", 8, 503, Visit.NO_ANSWER, 410)));
    assertThat(SummaryTable.lines(new DemoSummary("demo/clip", 7, 8, visits, List.of("v"))))
        .endsWith(
            "1 due segments were NOT served",
            "  demo/clip/v/8: 503, no response, 410",
            "  init segment of v");
  }

  @Test
  void aRunThatWasTooShortSaysSo() {
    assertThat(SummaryTable.lines(new DemoSummary("demo/clip", 7, 6, Map.of(), List.of())))
        .contains("demo/clip: no segment was due");
  }
}
