package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.top.Top;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code origin top}. */
@Command(
    name = "top",
    description =
        "Shows the events of a serving node on the terminal, with the lanes and defects of one,"
            + " once a second. Keys: q quits, j k or arrows select, enter opens the event, left and"
            + " right change the representation.",
    footer = EnvironmentNote.TEXT)
final class TopCommand implements Callable<Integer> {
  private static final int WIDTH = 80;
  private static final int HEIGHT = 24;

  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private AdminOption admin;

  @Parameters(
      paramLabel = "TENANT/EVENT",
      arity = "0..1",
      description = "The event to open (default: the first).")
  private Optional<EventId> event = Optional.empty();

  @Option(
      names = "--once",
      description = "Prints one screen and ends, as it does where the output is no terminal.")
  private boolean once;

  TopCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    LogLevel.quiet();
    // https://no-color.org
    boolean colours = context.environment().getOrDefault("NO_COLOR", "").isEmpty();
    AdminClient client = admin.client(context);
    if (event.isPresent() && client.event(event.get()).isEmpty()) {
      throw new InputException(
          "event " + event.get() + " is not declared; origin event list shows those that are");
    }
    Top top = new Top(client, context.clock(), colours);
    Optional<String> opened = event.map(EventId::toString);
    if (once || !context.terminal()) {
      top.once(opened, width(), HEIGHT).forEach(context.out()::println);
    } else {
      top.run(opened, context.out(), context.stop());
    }
    return 0;
  }

  /** The shell's own variable, as far as it is exported. */
  private int width() {
    String columns = context.environment().getOrDefault("COLUMNS", "");
    return columns.matches("\\d{1,4}") ? Integer.parseInt(columns) : WIDTH;
  }
}
