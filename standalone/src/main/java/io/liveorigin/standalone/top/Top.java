package io.liveorigin.standalone.top;

import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.AdminException;
import io.liveorigin.standalone.process.StopSignal;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

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

  /** Shows the screen once a second until a key or the signal ends it. */
  public void run(Optional<String> event, StopSignal stop) throws IOException {
    // Signals are for the process, which stops all commands alike.
    try (Terminal terminal = TerminalBuilder.builder().system(true).nativeSignals(false).build()) {
      Attributes before = terminal.enterRawMode();
      terminal.writer().write(ENTER);
      try {
        loop(terminal, Cursor.at(event), stop);
      } finally {
        terminal.writer().write(LEAVE);
        terminal.flush();
        terminal.setAttributes(before);
      }
    }
  }

  private void loop(Terminal terminal, Cursor first, StopSignal stop) throws IOException {
    Cursor cursor = first;
    TopFacts facts =
        new TopFacts(clock.millis(), "waiting for the node", false, List.of(), Optional.empty());
    Key key = Key.NONE;
    while (key != Key.QUIT && !stop.isRequested()) {
      facts = read(cursor, facts);
      draw(
          terminal,
          new TopFrame(
              terminal.getWidth(), terminal.getHeight(), cursor.selectedOf(facts.events())),
          facts);
      key = Key.read(terminal.reader()::read, REFRESH_MILLIS);
      cursor = cursor.after(key, facts.events());
    }
  }

  /** What was known before is still shown while the node does not respond. */
  private TopFacts read(Cursor cursor, TopFacts before) {
    try {
      return reader.read(cursor.opened(), cursor.representation());
    } catch (AdminException e) {
      return new TopFacts(clock.millis(), e.getMessage(), false, before.events(), before.lanes());
    }
  }

  private void draw(Terminal terminal, TopFrame frame, TopFacts facts) {
    StringBuilder screen = new StringBuilder(HOME);
    List<Line> lines = frame.lines(facts);
    for (Line line : lines.subList(0, Math.min(lines.size(), terminal.getHeight()))) {
      if (screen.length() > HOME.length()) {
        screen.append("\r\n");
      }
      screen.append(colours ? line.coloured() : line.plain()).append(REST_OF_LINE);
    }
    terminal.writer().write(screen.append(REST_OF_SCREEN).toString());
    terminal.flush();
  }
}
