package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.json.JsonDocuments;
import io.liveorigin.standalone.admin.AdminClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What of {@code origin event} is about one event: show, end, delete and validate. */
final class EventLifeCommands {
  private EventLifeCommands() {}

  /** Which event. */
  private static final class EventArgument {
    @Parameters(paramLabel = "TENANT/EVENT", description = "The event.")
    private EventId id;
  }

  private static EventDefinition declared(AdminClient client, EventId id) {
    return client
        .event(id)
        .orElseThrow(
            () ->
                new InputException(
                    "event " + id + " is not declared; 'origin event list' names those that are"));
  }

  @Command(
      name = "show",
      description = "Prints the definition of an event as JSON, with its defaults and incarnation.",
      footer = EnvironmentNote.TEXT)
  static final class Show implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventArgument event;

    Show(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      byte[] json = JsonDocuments.write(declared(admin.client(), event.id));
      surroundings.out().println(new String(json, StandardCharsets.UTF_8));
      return 0;
    }
  }

  @Command(
      name = "end",
      description = "Says when an event ends: segments after that are not expected any more.",
      footer = EnvironmentNote.TEXT)
  static final class End implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventArgument event;

    @Option(
        names = "--at",
        paramLabel = "INSTANT",
        converter = Instants.class,
        description = "The end in UTC, for example 2026-11-22T21:30:00Z (default: now).")
    private Optional<Instant> at = Optional.empty();

    End(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      AdminClient client = admin.client();
      Instant end =
          at.orElseGet(() -> surroundings.clock().instant().truncatedTo(ChronoUnit.MILLIS));
      client.apply(declared(client, event.id).endingAt(end));
      surroundings.out().println(event.id + " ends at " + end);
      return 0;
    }
  }

  @Command(
      name = "delete",
      description =
          "Removes an event with its masks, invalidations and notifications. Its segments are not"
              + " served any more, also if it is declared again.",
      footer = EnvironmentNote.TEXT)
  static final class Delete implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventArgument event;

    Delete(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      admin.client().delete(event.id);
      surroundings.out().println(event.id + " deleted");
      return 0;
    }
  }

  @Command(
      name = "validate",
      description = "Checks an event definition and changes nothing.",
      footer = EnvironmentNote.TEXT)
  static final class Validate implements Callable<Integer> {
    private final Surroundings surroundings;

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
        description = "Also checks that the running event of that name may be changed to it.")
    private boolean running;

    Validate(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      EventDefinition definition = EventFile.read(file);
      if (running) {
        admin.client().event(definition.id()).ifPresent(now -> now.requireCompatible(definition));
      }
      surroundings.out().println(definition.id() + " is valid");
      return 0;
    }
  }
}
