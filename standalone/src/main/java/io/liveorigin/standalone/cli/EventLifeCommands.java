package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.json.JsonDocuments;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.DryRunClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands of {@code origin event} about one event: show, delete and validate. */
final class EventLifeCommands {
  private EventLifeCommands() {}

  private static InputException unknown(EventId id) {
    return new InputException(
        "event " + id + " is not declared; 'origin event list' lists the declared events");
  }

  @Command(
      name = "show",
      description = "Prints the definition of an event as JSON, with its defaults and incarnation.",
      footer = EnvironmentNote.TEXT)
  static final class Show implements Callable<Integer> {
    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventArgument event;

    @Option(
        names = "--version",
        description =
            "Prints the version of the definition instead, for 'event apply --if-version'.")
    private boolean version;

    Show(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      AdminClient client = admin.client(context);
      if (version) {
        context.out().println(client.version(event.id()).orElseThrow(() -> unknown(event.id())));
        return 0;
      }
      EventDefinition definition = client.event(event.id()).orElseThrow(() -> unknown(event.id()));
      context.out().println(new String(JsonDocuments.write(definition), StandardCharsets.UTF_8));
      return 0;
    }
  }

  @Command(
      name = "delete",
      description =
          "Removes an event with its masks, invalidations and notifications. Its segments are"
              + " no longer served, even if it is declared again.",
      footer = EnvironmentNote.TEXT)
  static final class Delete implements Callable<Integer> {
    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventArgument event;
    @Mixin private DryRunOption dryRun;

    Delete(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      AdminClient client = admin.client(context);
      if (dryRun.isRequested()) {
        DryRunOption.print(context.out(), new DryRunClient(client).delete(event.id()));
        return 0;
      }
      client.delete(event.id());
      context.out().println(event.id() + " deleted");
      return 0;
    }
  }

  @Command(
      name = "validate",
      description = "Checks an event definition and changes nothing.",
      footer = EnvironmentNote.TEXT)
  static final class Validate implements Callable<Integer> {
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
        names = "--running",
        description =
            "Also checks whether the running event of that name may be changed to it, and"
                + " whether the init segments of that event contradict it.")
    private boolean running;

    Validate(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      EventDefinition definition = InputFiles.read(file);
      if (running) {
        AdminClient client = admin.client(context);
        Optional<EventDefinition> now = client.event(definition.id());
        now.ifPresent(n -> n.requireCompatible(definition));
        context.out().println(definition.id() + " is valid");
        LatePlaylistWarnings.print(definition, now, context.out());
        DefinitionWarnings.print(client, definition, context.out());
        return 0;
      }
      context.out().println(definition.id() + " is valid");
      LatePlaylistWarnings.print(definition, Optional.empty(), context.out());
      return 0;
    }
  }
}
