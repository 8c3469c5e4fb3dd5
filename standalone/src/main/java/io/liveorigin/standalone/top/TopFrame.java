package io.liveorigin.standalone.top;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.standalone.analyse.words.InstantText;
import io.liveorigin.standalone.top.TopFacts.EventRow;
import io.liveorigin.standalone.top.TopFacts.Lanes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The screen as a function of the facts. Pure.
 *
 * @param width columns; a line that needs more is cut
 * @param height lines, at least 15
 * @param selected event under the cursor
 */
record TopFrame(int width, int height, Optional<String> selected) {
  static final int NUMBERS = 60;

  private static final int LEAST_EVENT = 9;
  private static final int NAME = 10;
  private static final int DEFECTS = 5;
  private static final int STATE = 8;
  private static final int EDGE = 11;
  private static final int SHORT = 6;
  private static final int AROUND_EVENTS = 13;
  private static final String UNKNOWN = "–";

  TopFrame {
    width = Math.max(20, width);
    height = Math.max(15, height);
  }

  /** Returns the lines, from the top. */
  List<Line> lines(TopFacts facts) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        line()
            .add("origin top  ", Style.BOLD)
            .add(InstantText.time(facts.now()).replaceFirst("\\.\\d+", "") + "  ")
            .add(facts.node(), facts.well() ? Style.GOOD : Style.BAD));
    lines.add(line());
    events(facts, lines);
    facts.lanes().ifPresent(lanes -> lanes(lanes, lines));
    lines.add(line());
    lines.add(line().add("q quit  j k select  enter opens  ← → representation", Style.DIM));
    return lines;
  }

  private Line line() {
    return new Line(width);
  }

  private int eventColumns() {
    return Math.max(LEAST_EVENT, width - 2 - STATE - EDGE - 4 * SHORT - 2);
  }

  private void events(TopFacts facts, List<Line> lines) {
    lines.add(
        line()
            .add("  ")
            .left("EVENT", eventColumns() + 1, Style.BOLD)
            .left("STATE", STATE + 1, Style.BOLD)
            .right("DECIDED", EDGE, Style.BOLD)
            .right("AGE s", SHORT, Style.BOLD)
            .right("REQ/s", SHORT, Style.BOLD)
            .right("HELD", SHORT, Style.BOLD)
            .right("DEF/m", SHORT, Style.BOLD));
    if (facts.events().isEmpty()) {
      lines.add(line().add("  no events", Style.DIM));
    }
    int room = Math.max(1, height - AROUND_EVENTS - DEFECTS);
    for (EventRow row : page(facts.events(), room)) {
      lines.add(event(row));
    }
    if (facts.events().size() > room) {
      lines.add(line().add("  %d events".formatted(facts.events().size()), Style.DIM));
    }
  }

  /** Returns as many events as there is room for, the selected one among them. */
  private List<EventRow> page(List<EventRow> all, int room) {
    int at = 0;
    for (int i = 0; i < all.size(); i++) {
      if (isSelected(all.get(i))) {
        at = i;
      }
    }
    int first = Math.max(0, Math.min(at - room / 2, all.size() - room));
    return all.subList(first, Math.min(all.size(), first + room));
  }

  private boolean isSelected(EventRow row) {
    return selected.filter(row.event()::equals).isPresent();
  }

  private Line event(EventRow row) {
    return line()
        .add(isSelected(row) ? "> " : "  ")
        .left(row.event(), eventColumns(), isSelected(row) ? Style.SELECTED : Style.PLAIN)
        .add(" ")
        .left(row.state().word(), STATE + 1, row.state().style())
        .right(row.edge().isPresent() ? "" + row.edge().getAsLong() : UNKNOWN, EDGE, Style.PLAIN)
        .right(number(row.age()), SHORT, Style.PLAIN)
        .right(number(row.requests()), SHORT, Style.PLAIN)
        .right(Integer.toString(row.holds()), SHORT, Style.PLAIN)
        .right(number(row.defects()), SHORT, Style.PLAIN);
  }

  private static String number(OptionalDouble value) {
    if (value.isEmpty()) {
      return UNKNOWN;
    }
    return value.getAsDouble() < 100
        ? String.format(Locale.ROOT, "%.1f", value.getAsDouble())
        : String.format(Locale.ROOT, "%.0f", value.getAsDouble());
  }

  private void lanes(Lanes lanes, List<Line> lines) {
    Map<Long, Decision> byNumber = new HashMap<>();
    lanes.decisions().forEach(each -> byNumber.put(numberOf(each), each));
    long count = Math.min(NUMBERS, width - NAME);
    long from = Math.max(0, lanes.to() - count + 1);
    lines.add(line());
    lines.add(
        line()
            .add(lanes.event() + " " + lanes.representation(), Style.BOLD)
            .add("  %d to %d".formatted(from, lanes.to())));
    lines.add(
        lane("viewers", from, lanes.to(), byNumber, d -> Tile.ofViewers(d, lanes.pipelines())));
    for (String pipeline : lanes.pipelines()) {
      String letter = Tile.letter(pipeline, lanes.pipelines());
      String name = letter.equals(pipeline) ? pipeline : letter + " " + pipeline;
      lines.add(lane(name, from, lanes.to(), byNumber, d -> Tile.ofPipeline(d, pipeline)));
    }
    lines.add(line());
    defects(lanes, lines);
  }

  private static long numberOf(Decision decision) {
    return decision.address() instanceof SegmentAddress segment ? segment.number() : -1;
  }

  private Line lane(
      String name,
      long from,
      long to,
      Map<Long, Decision> byNumber,
      Function<Optional<Decision>, Tile> tile) {
    Line line = line().left(name, NAME - 1, Style.BOLD).add(" ");
    for (long number = from; number <= to; number++) {
      Tile shown = tile.apply(Optional.ofNullable(byNumber.get(number)));
      line.add(shown.letter(), shown.style());
    }
    return line;
  }

  /** The latest defective copies, the newest last. */
  private void defects(Lanes lanes, List<Line> lines) {
    List<Line> found = new ArrayList<>();
    for (Decision decision : lanes.decisions()) {
      for (Candidate copy : decision.candidates()) {
        if (!copy.defects().isEmpty()) {
          found.add(
              line()
                  .add(
                      "%d %s %s"
                          .formatted(
                              numberOf(decision),
                              copy.pipeline(),
                              DefectsField.write(copy.defects()))));
        }
      }
    }
    if (found.isEmpty()) {
      lines.add(line().add("no defects in these numbers", Style.DIM));
    }
    lines.addAll(found.subList(Math.max(0, found.size() - DEFECTS), found.size()));
  }
}
