package io.liveorigin.standalone.doctor;

import java.util.ArrayList;
import java.util.List;

/** Findings as text: one line for each, and a last one with the counts. Pure. */
public final class FindingText {
  private FindingText() {}

  public static List<String> lines(List<Finding> findings) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      lines.add(
          "%-7s  %-16s %s%s"
              .formatted(
                  finding.level().word(),
                  finding.check(),
                  finding.fact(),
                  finding.remedy().isEmpty() ? "" : "; " + finding.remedy()));
    }
    lines.add(
        "%d ok, %d to look at, %d failed"
            .formatted(
                count(findings, Level.OK),
                count(findings, Level.WARNING),
                count(findings, Level.FAILED)));
    return lines;
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
