package io.liveorigin.standalone.analyse.report;

import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.contract.wire.ViewRecord.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts what players reported by the copy that was played. One thread. */
final class ViewersTally {
  /** Sessions of a line that are counted; about 2 MB. */
  static final int MOST_SESSIONS = 20_000;

  /** The counts for one kind of copy, or one defect. */
  private static final class Line {
    private final Set<String> sessions = new HashSet<>();
    private long responses;
    private long stalls;
    private long stalledMillis;

    void add(ViewRecord view) {
      // Anyone can invent sessions.
      if (sessions.size() < MOST_SESSIONS) {
        sessions.add(view.session());
      }
      responses += view.is(Kind.RESPONSE) ? 1 : 0;
      stalls += view.is(Kind.STALL) ? 1 : 0;
      stalledMillis += view.stalledMillis().orElse(0L);
    }

    Report.ViewerLine as(String what) {
      return new Report.ViewerLine(what, sessions.size(), responses, stalls, stalledMillis);
    }
  }

  private final Map<String, Line> copies = new HashMap<>();
  private final Map<String, Line> defects = new HashMap<>();
  private final Line all = new Line();
  private Optional<String> unknown = Optional.empty();
  private long unlocated;

  /** Notes why there are no records. */
  void unknown(String why) {
    unknown = Optional.of(why);
  }

  /** Counts a record about a segment of which the decisions are known. */
  void view(ViewRecord view, Optional<ServedCopy> served) {
    all.add(view);
    String copy = served.map(ServedCopy::words).orElse("nothing served");
    copies.computeIfAbsent(copy, what -> new Line()).add(view);
    served
        .map(ServedCopy::defects)
        .orElse(List.of())
        .forEach(kind -> defects.computeIfAbsent(kind, what -> new Line()).add(view));
  }

  /** Counts a record about a segment that is not known. */
  void elsewhere(ViewRecord view) {
    all.add(view);
    unlocated += view.is(Kind.STALL) ? 1 : 0;
  }

  Report.Viewers build() {
    return new Report.Viewers(
        unknown,
        all.sessions.size(),
        all.responses,
        all.stalls,
        all.stalledMillis,
        unlocated,
        lines(copies),
        lines(defects));
  }

  private static List<Report.ViewerLine> lines(Map<String, Line> lines) {
    return lines.entrySet().stream()
        .map(entry -> entry.getValue().as(entry.getKey()))
        .sorted(
            Comparator.comparingLong(Report.ViewerLine::stalledMillis)
                .thenComparingLong(Report.ViewerLine::stalls)
                .reversed()
                .thenComparing(Report.ViewerLine::what))
        .toList();
  }
}
