package io.liveorigin.standalone.cli;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.DryRunClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code origin event}. */
@Command(
    name = "event",
    description = "Declares, checks, pauses, ends and removes events, through the admin API.")
final class EventCommands implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  static CommandLine commandLine(CommandContext context) {
    return new CommandLine(new EventCommands())
        .addSubcommand(new Apply(context))
        .addSubcommand(new EventLifeCommands.Validate(context))
        .addSubcommand(new EventLifeCommands.Show(context))
        .addSubcommand(new EventTimeCommands.Begin(context))
        .addSubcommand(new EventTimeCommands.Resume(context))
        .addSubcommand(new EventTimeCommands.End(context))
        .addSubcommand(new EventLifeCommands.Delete(context))
        .addSubcommand(new ListAll(context));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: apply, validate, show, pause, resume, end, delete or list");
  }

  @Command(
      name = "apply",
      description = "Declares an event, or changes it.",
      footer = EnvironmentNote.TEXT)
  private static final class Apply implements Callable<Integer> {
    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        required = true,
        description = "Event definition, JSON (*.json) or YAML.")
    private Path file;

    @Option(
        names = "--wait",
        defaultValue = "0s",
        paramLabel = "DURATION",
        description = "How long to wait for the node to be ready (default: ${DEFAULT-VALUE}).")
    private Duration wait;

    @Option(
        names = "--if-version",
        paramLabel = "VERSION",
        description =
            "Changes the event only if it still has this version, which 'event show --version'"
                + " printed.")
    private Optional<String> version = Optional.empty();

    @Mixin private DryRunOption dryRun;

    Apply(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      EventDefinition definition = InputFiles.read(file);
      AdminClient client = admin.client(context);
      if (!wait.isZero()) {
        client.awaitReady(wait, context.stop());
      }
      if (dryRun.isRequested()) {
        DryRunOption.print(context.out(), new DryRunClient(client).apply(definition, version));
        return 0;
      }
      if (version.isPresent()) {
        client.apply(definition, version.get());
        context.out().println(definition.id() + " applied");
      } else {
        boolean fresh = client.apply(definition);
        context.out().println(definition.id() + (fresh ? " declared" : " applied"));
      }
      LatePlaylistWarnings.print(definition, client.event(definition.id()), context.out());
      DefinitionWarnings.print(client, definition, context.out());
      return 0;
    }
  }

  @Command(name = "list", description = "Lists all events.", footer = EnvironmentNote.TEXT)
  private static final class ListAll implements Callable<Integer> {
    private static final String ROW = "%-24s %-12s %-8s %-8s %s%n";

    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;

    @Mixin private JsonOption json;

    ListAll(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      List<EventDefinition> events = admin.client(context).events();
      PrintWriter out = context.out();
      if (json.isRequested()) {
        JsonOption.print(out, events);
        return 0;
      }
      out.printf(ROW, "EVENT", "PIPELINES", "WINDOW", "EDGE", "REPRESENTATIONS");
      long now = context.clock().millis();
      for (EventDefinition event : events) {
        out.printf(
            ROW,
            event.id(),
            String.join(",", event.pipelines()),
            event.timeShiftBufferDepth().toSeconds() + "s",
            event.schedule().liveEdge(now),
            event.representations().stream()
                .map(Representation::id)
                .collect(Collectors.joining(",")));
      }
      out.flush();
      return 0;
    }
  }
}
