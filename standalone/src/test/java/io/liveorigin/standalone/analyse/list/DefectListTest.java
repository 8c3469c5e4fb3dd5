package io.liveorigin.standalone.analyse.list;

import static io.liveorigin.standalone.analyse.Records.N;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.standalone.analyse.Records;
import io.liveorigin.standalone.analyse.read.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefectListTest {
  private final List<String> out = new ArrayList<>();

  private final Candidate copy = Records.copy("a", N, -350, Records.dropped(DefectSource.INGEST));
  private final DefectRecord dropped =
      Records.of(Records.address("v0", N), copy, copy.defects().get(0));
  private final DefectRecord late = Records.absence(Records.address("v1", N), "b", DefectKind.LATE);

  @Test
  void rowsAreByTimeAndEachDefectIsThereOnce() {
    print(new DefectFilter(Optional.empty(), Optional.empty(), Optional.empty(), 0), false);
    assertThat(out)
        .containsExactly(
            "2026-09-21T14:13:22.650Z a        t/e/v0/895000000                 "
                + "dropped-video-frames         50 ingest   contradicted"
                + " 12 video frames missing, 480 ms",
            "2026-09-21T14:13:23.000Z b        t/e/v1/895000000                 "
                + "late                          0 selector -           "
                + " had not arrived when it was due, at 14:13:23.000Z");
  }

  @Test
  void jsonIsVerbatim() {
    print(new DefectFilter(Optional.empty(), Optional.of("a"), Optional.empty(), 0), true);
    assertThat(out).containsExactly(later(new String(dropped.toJson(), StandardCharsets.UTF_8)));
  }

  @Test
  void eachFilterLeavesOut() {
    EventId event = new EventId("t", "e");
    print(new DefectFilter(Optional.of(event), Optional.empty(), Optional.of("late"), 0), false);
    assertThat(out).singleElement().asString().contains(" late ");
    out.clear();
    print(
        new DefectFilter(Optional.of(new EventId("t", "f")), Optional.empty(), Optional.empty(), 0),
        false);
    assertThat(out).isEmpty();
    print(
        new DefectFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), late.eventTime() + 1),
        false);
    assertThat(out).isEmpty();
  }

  @Test
  void idsAreForgottenOldestFirst() {
    RecentIds ids = new RecentIds(2);
    assertThat(ids.add("1")).isTrue();
    assertThat(ids.add("2")).isTrue();
    assertThat(ids.add("1")).isFalse();
    assertThat(ids.add("3")).isTrue();
    assertThat(ids.add("1")).isTrue();
    assertThat(ids.add("3")).isFalse();
  }

  /** Also keys of a later version and records that nobody can read. */
  private void print(DefectFilter filter, boolean json) {
    DefectList list = new DefectList(filter, json, out::add);
    list.collect(record("{}"));
    list.collect(new LogRecord("", Optional.empty(), 0));
    for (DefectRecord defect : List.of(late, dropped, late, dropped)) {
      String text = new String(defect.toJson(), StandardCharsets.UTF_8);
      list.collect(record(defect == dropped ? later(text) : text));
    }
    list.flush();
  }

  private static String later(String json) {
    return json.replaceFirst("\\{", "{\"later\":1,");
  }

  private static LogRecord record(String json) {
    return new LogRecord("t/e/v0", Optional.of(json.getBytes(StandardCharsets.UTF_8)), 0);
  }
}
