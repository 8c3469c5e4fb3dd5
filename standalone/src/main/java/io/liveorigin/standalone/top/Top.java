package io.liveorigin.standalone.top;

import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.AdminException;
import io.liveorigin.standalone.process.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Shows a node until the user has seen enough, or once. One thread. */
public final class Top {
  private static final long REFRESH_MILLIS = 1_000;

  /** The alternate screen without a cursor, and back (xterm's 1049; DECTCEM). */
  private static final String ENTER = "\033[?1049h\033[?25l";

  private static final String LEAVE = "\033[?25h\033[?1049l";
  private static final String HOME = "\033[H";
  private static final String REST_OF_LINE = "\033[K";
  private static final String REST_OF_SCREEN = "\033[J";

  private final TopReader reader;
  private final Clock clock;
  private final boolean colours;

  /**
   * @param colours whether to colour what is shown on a terminal
   */
  public Top(AdminClient admin, Clock clock, boolean colours) {
    this.reader = new TopReader(admin, clock);
    this.clock = clock;
    this.colours = colours;
  }

  /**
   * Returns one screen as plain text. Throws {@link AdminException} if the node does not respond.
   *
   * @param event the event to open; empty for the first one
   * @param width columns
   */
  public List<String> once(Optional<String> event, int width, int height) {
    TopFacts facts = reader.read(event, 0);
    Cursor cursor = Cursor.at(event);
    return new TopFrame(width, height, cursor.selectedOf(facts.events()))
        .lines(facts).stream().map(Line::plain).toList();
  }

  /**
   * Shows the screen once a second until a key or the signal ends it.
   *
   * @param out the terminal; not closed here
   */
  public void run(Optional<String> event, PrintWriter out, StopSignal stop) throws IOException {
    try (RawTerminal terminal = RawTerminal.open(System.in)) {
      out.write(ENTER);
      try {
        loop(terminal, out, Cursor.at(event), stop);
      } finally {
        out.write(LEAVE);
        out.flush();
      }
    }
  }

  private void loop(RawTerminal terminal, PrintWriter out, Cursor first, StopSignal stop)
      throws IOException {
    Cursor cursor = first;
    TopFacts none =
        new TopFacts(clock.millis(), "waiting for the node", false, List.of(), Optional.empty());
    Refresh refresh =
        new Refresh(this::read, none, () -> System.nanoTime() / 1_000_000, REFRESH_MILLIS);
    Key key = Key.NONE;
    while (key != Key.QUIT && !stop.isRequested()) {
      TopFacts facts = refresh.facts(cursor);
      draw(out, terminal.size(), cursor, facts);
      key = Key.read(millis -> terminal.read(millis, stop), refresh.left());
      cursor = cursor.after(key, facts.events());
    }
  }

  /** The earlier facts are still shown while the node does not respond. */
  private TopFacts read(Optional<String> opened, int representation, TopFacts before) {
    try {
      return reader.read(opened, representation);
    } catch (AdminException e) {
      return new TopFacts(clock.millis(), e.getMessage(), false, before.events(), before.lanes());
    }
  }

  private void draw(PrintWriter out, RawTerminal.Size size, Cursor cursor, TopFacts facts) {
    TopFrame frame = new TopFrame(size.columns(), size.lines(), cursor.selectedOf(facts.events()));
    StringBuilder screen = new StringBuilder(HOME);
    List<Line> lines = frame.lines(facts);
    for (Line line : lines.subList(0, Math.min(lines.size(), size.lines()))) {
      if (screen.length() > HOME.length()) {
        screen.append("\r\n");
      }
      screen.append(colours ? line.coloured() : line.plain()).append(REST_OF_LINE);
    }
    out.write(screen.append(REST_OF_SCREEN).toString());
    out.flush();
  }
}
