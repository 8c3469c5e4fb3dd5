package io.liveorigin.standalone.analyse.list;

import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.standalone.analyse.words.DefectWords;
import io.liveorigin.standalone.analyse.words.InstantText;

/** Defects as rows, one on each line. The sentence comes last, because its length varies. */
final class DefectTable {
  private static final String ROW = "%-24s %-8s %-32s %-22s %8s %-8s %-12s %s";

  private DefectTable() {}

  static String head() {
    return ROW.formatted(
        "TIME", "PIPELINE", "SEGMENT", "KIND", "SEVERITY", "SOURCE", "AGREEMENT", "IN WORDS");
  }

  static String row(DefectRecord defect) {
    return ROW.formatted(
        InstantText.utc(defect.eventTime()),
        defect.pipeline(),
        String.join("/", defect.tenant(), defect.event(), defect.representation())
            + "/"
            + defect.number().map(String::valueOf).orElse("init"),
        defect.kind(),
        defect.severity(),
        defect.source(),
        defect.agreement().orElse("-"),
        DefectWords.of(defect.kind(), defect.parameters()));
  }
}
