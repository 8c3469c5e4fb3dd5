package io.liveorigin.standalone.cli;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Pause;
import io.liveorigin.contract.event.PauseSchedule;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.DryRunClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The commands of {@code origin event} about the time in which segments are expected: end, pause
 * and resume. The node makes the change, in order with all others.
 */
final class EventTimeCommands {
  private EventTimeCommands() {}

  /** The instant of the change. The clock of the node defines what now is. */
  private static final class AtOption {
    @Option(
        names = "--at",
        paramLabel = "INSTANT",
        converter = InstantConverter.class,
        description = "When, in UTC, for example 2026-11-22T21:30:00Z (default: now).")
    private Optional<Instant> at = Optional.empty();
  }

  @Command(
      name = "end",
      description = "Sets the end of an event, after which no segments are expected.",
      footer = EnvironmentNote.TEXT)
  static final class End implements Callable<Integer> {
    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventArgument event;
    @Mixin private AtOption when;
    @Mixin private DryRunOption dryRun;

    End(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      AdminClient client = admin.client(context);
      if (dryRun.isRequested()) {
        DryRunOption.print(context.out(), new DryRunClient(client).end(event.id(), when.at));
        return 0;
      }
      EventDefinition ended = client.end(event.id(), when.at);
      context.out().println(event.id() + " ends at " + ended.endTime().orElseThrow());
      return 0;
    }
  }

  @Command(
      name = "pause",
      description =
          "Begins a pause: no segment is expected, and none is reported missing, until the"
              + " event is resumed. Segments that are published nevertheless are served.",
      footer = EnvironmentNote.TEXT)
  static final class Begin implements Callable<Integer> {
    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventArgument event;
    @Mixin private AtOption when;
    @Mixin private DryRunOption dryRun;

    Begin(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      AdminClient client = admin.client(context);
      if (dryRun.isRequested()) {
        DryRunOption.print(context.out(), new DryRunClient(client).pause(event.id(), when.at));
        return 0;
      }
      EventDefinition paused = client.pause(event.id(), when.at);
      Instant from = last(paused).map(Pause::from).orElseThrow();
      context.out().println(event.id() + " is paused from " + from + " on");
      return 0;
    }
  }

  @Command(
      name = "resume",
      description = "Ends a pause, or cancels one that has not begun: segments are expected again.",
      footer = EnvironmentNote.TEXT)
  static final class Resume implements Callable<Integer> {
    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventArgument event;
    @Mixin private AtOption when;
    @Mixin private DryRunOption dryRun;

    Resume(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      AdminClient client = admin.client(context);
      if (dryRun.isRequested()) {
        DryRunOption.print(context.out(), new DryRunClient(client).resume(event.id(), when.at));
        return 0;
      }
      EventDefinition resumed = client.resume(event.id(), when.at);
      context
          .out()
          .println(
              event.id()
                  + last(resumed)
                      .map(p -> " was paused from " + p.from() + " to " + p.to().orElseThrow())
                      .orElse(" is no longer paused"));
      return 0;
    }
  }

  private static Optional<Pause> last(EventDefinition definition) {
    List<Pause> pauses = definition.pauses().orElse(PauseSchedule.NONE).kept();
    return pauses.isEmpty() ? Optional.empty() : Optional.of(pauses.get(pauses.size() - 1));
  }
}
