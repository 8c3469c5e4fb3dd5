package io.liveorigin.standalone.cli;

import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.standalone.demo.DemoSummary;
import io.liveorigin.standalone.demo.ViewTally;
import io.liveorigin.standalone.demo.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The summary at the end of a run: a column for each representation, one for all, and a verdict.
 */
final class SummaryTable {
  private static final int MOST_LISTED = 20;

  private SummaryTable() {}

  static List<String> lines(DemoSummary summary) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        summary.due() == 0
            ? summary.event() + ": no segment was due"
            : "%s: numbers %d to %d".formatted(summary.event(), summary.first(), summary.last()));
    List<ViewTally> columns =
        new ArrayList<>(summary.visits().values().stream().map(ViewTally::of).toList());
    columns.add(summary.tally());
    StringBuilder head = new StringBuilder(" ".repeat(20));
    summary.visits().keySet().forEach(name -> head.append("%8s".formatted(name)));
    lines.add(head + "     all");
    long each = summary.duePerRepresentation();
    StringBuilder due = new StringBuilder("%-20s".formatted("due"));
    summary.visits().keySet().forEach(name -> due.append("%8d".formatted(each)));
    lines.add(due + "%8d".formatted(summary.due()));
    lines.add(row("served", columns, ViewTally::served));
    lines.add(row("  from a", columns, tally -> tally.from("a")));
    lines.add(row("  from b", columns, tally -> tally.from("b")));
    lines.add(row("  defective", columns, ViewTally::defective));
    lines.add(row("held requests", columns, ViewTally::held));
    lines.add(row("404 or 410", columns, ViewTally::refused));
    lines.add(row("requested again", columns, ViewTally::again));
    defective(summary, lines);
    verdict(summary, lines);
    return lines;
  }

  private static String row(String name, List<ViewTally> columns, ToLongFunction<ViewTally> value) {
    return "%-20s".formatted(name)
        + columns.stream()
            .map(tally -> "%8d".formatted(value.applyAsLong(tally)))
            .collect(Collectors.joining());
  }

  private static void defective(DemoSummary summary, List<String> lines) {
    for (Visit visit : summary.all()) {
      visit
          .copy()
          .filter(Visit.Copy::defective)
          .ifPresent(
              copy ->
                  lines.add(
                      "defective: %s from %s: %s"
                          .formatted(
                              visit.address(),
                              copy.pipeline(),
                              DefectsField.write(copy.defects()))));
    }
  }

  private static void verdict(DemoSummary summary, List<String> lines) {
    if (summary.due() == 0) {
      return;
    }
    if (summary.complete()) {
      lines.add("every due segment was served");
      return;
    }
    lines.add(
        "%d due segments were NOT served".formatted(summary.due() - summary.tally().served()));
    summary.missed().stream()
        .limit(MOST_LISTED)
        .forEach(visit -> lines.add("  " + visit.address() + ": " + statuses(visit)));
    summary
        .withoutInit()
        .forEach(representation -> lines.add("  init segment of " + representation));
  }

  private static String statuses(Visit visit) {
    return visit.statuses().stream()
        .map(status -> status == Visit.NO_ANSWER ? "no response" : status.toString())
        .collect(Collectors.joining(", "));
  }
}
