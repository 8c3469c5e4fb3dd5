package io.liveorigin.standalone.analyse.report;

import io.liveorigin.standalone.analyse.words.InstantText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A report as lines of text: a column for each pipeline, a row for each representation. */
public final class ReportText {
  private static final double MILLIS = 1_000.0;
  private static final String VIEWERS_UNKNOWN = "what viewers felt is not known: ";

  private ReportText() {}

  public static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: due from %s to %s"
            .formatted(
                report.event(), InstantText.utc(report.from()), InstantText.utc(report.to())));
    if (report.due() <= 0) {
      lines.add("there is no record of any segment that was due in this time");
      report.viewers().unknown().ifPresent(why -> lines.add(VIEWERS_UNKNOWN + why));
      return lines;
    }
    head(report, lines);
    pipelines(report, lines);
    representations(report, lines);
    viewers(report.viewers(), lines);
    return lines;
  }

  private static void head(Report report, List<String> lines) {
    Report.Outcome outcome = report.outcome();
    lines.add(
        "numbers %d to %d, %d segments due%s"
            .formatted(
                report.firstNumber(),
                report.lastNumber(),
                report.due(),
                report.unrecorded() == 0
                    ? ""
                    : "; "
                        + report.unrecorded()
                        + " without any record (nothing is known about them)"));
    lines.add(
        ("served: %d clean, %d defective because no copy was clean;"
                + " nothing to serve: %d; upgrades: %d")
            .formatted(outcome.valid(), outcome.defective(), outcome.none(), outcome.upgrades()));
    lines.add(
        "decisions for a pipeline other than the first: "
            + (outcome.notFirst().isEmpty() ? "none" : counts(outcome.notFirst())));
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void pipelines(Report report, List<String> lines) {
    lines.add("");
    row(report, lines, "pipeline", Report.PipelineLine::pipeline);
    row(report, lines, "due", p -> "" + p.due());
    row(report, lines, "  in time", p -> "" + p.inTime());
    row(report, lines, "  late", p -> "" + p.late());
    row(report, lines, "  missing", p -> "" + p.missing());
    row(report, lines, "availability", p -> p.availability().map("%.2f %%"::formatted).orElse("-"));
    row(report, lines, "served", p -> "" + p.served());
    row(report, lines, "  saved the others", p -> "" + p.saved());
    row(report, lines, "latency p50 / p99 ms", ReportText::latency);
    TreeSet<String> kinds = new TreeSet<>();
    report.pipelines().forEach(p -> kinds.addAll(p.defects().keySet()));
    lines.add(kinds.isEmpty() ? "no defects" : "defects, distinct ids");
    for (String kind : kinds) {
      row(report, lines, "  " + kind, p -> "" + p.defects().getOrDefault(kind, 0L));
    }
    lines.add("declared by the packager or found by inspection");
    row(report, lines, "  both", p -> "" + p.declarations().confirmed());
    row(report, lines, "  declared, not found", p -> "" + p.declarations().notFound());
    row(report, lines, "  found, not declared", p -> "" + p.declarations().notDeclared());
    row(report, lines, "  found, no declarations", p -> "" + p.declarations().undeclared());
  }

  private static String latency(Report.PipelineLine pipeline) {
    return pipeline.latency().map(l -> l.p50() + " / " + l.p99()).orElse("-");
  }

  private static void row(
      Report report, List<String> lines, String name, Function<Report.PipelineLine, String> cell) {
    lines.add(
        "%-26s".formatted(name)
            + report.pipelines().stream()
                .map(cell)
                .map("%14s"::formatted)
                .collect(Collectors.joining()));
  }

  private static void viewers(Report.Viewers viewers, List<String> lines) {
    lines.add("");
    if (viewers.unknown().isPresent() || viewers.sessions() == 0) {
      lines.add(
          VIEWERS_UNKNOWN
              + viewers.unknown().orElse("no player has reported anything about these segments"));
      return;
    }
    lines.add(
        viewerRow(
            "what viewers felt, by copy", "sessions", "got", "stalls", "stalled s", "per 1000"));
    viewers.copies().forEach(line -> lines.add(row("", line)));
    if (!viewers.defects().isEmpty()) {
      lines.add("by defect of the copy");
      viewers.defects().forEach(line -> lines.add(row("  ", line)));
    }
    lines.add(
        "all: %s sessions, %d stalls, %.1f s; %d stalls at a segment that is not known"
            .formatted(
                sessions(viewers.sessions()),
                viewers.stalls(),
                viewers.stalledMillis() / MILLIS,
                viewers.unlocated()));
  }

  /** Stalls per 1,000 segments that players got, where they got any. */
  private static String row(String indent, Report.ViewerLine line) {
    return viewerRow(
        indent + line.what(),
        sessions(line.sessions()),
        "" + line.responses(),
        "" + line.stalls(),
        "%.1f".formatted(line.stalledMillis() / MILLIS),
        line.responses() == 0 ? "-" : "%.1f".formatted(line.stalls() * 1_000.0 / line.responses()));
  }

  private static String sessions(long counted) {
    return counted < ViewersTally.MOST_SESSIONS ? "" + counted : counted + "+";
  }

  private static String viewerRow(String what, String... cells) {
    return "%-28s".formatted(what)
        + Arrays.stream(cells).map("%10s"::formatted).collect(Collectors.joining());
  }

  private static void representations(Report report, List<String> lines) {
    String row = "%-26s%8s%8s%11s%8s%9s";
    lines.add("");
    lines.add(row.formatted("representation", "due", "clean", "defective", "nothing", "defects"));
    for (Report.RepresentationLine line : report.representations()) {
      lines.add(
          row.formatted(
              line.representation(),
              line.due(),
              line.valid(),
              line.defective(),
              line.none(),
              line.defects()));
    }
    lines.add("worst: " + report.worst().orElse("none, nothing was wrong"));
  }
}
