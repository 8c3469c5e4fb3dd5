package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.DryRunClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code origin mask}. */
@Command(
    name = "mask",
    description = "Excludes a number range of a pipeline from selection, through the admin API.")
final class MaskCommands implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  static CommandLine commandLine(CommandContext context) {
    return new CommandLine(new MaskCommands())
        .addSubcommand(new Add(context))
        .addSubcommand(new Remove(context))
        .addSubcommand(new ListAll(context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: add, remove or list");
  }

  /** The event of the masks. */
  private static final class EventOption {
    @Option(
        names = "--event",
        paramLabel = "TENANT/EVENT",
        required = true,
        description = "The event.")
    private EventId event;

    EventId id() {
      return event;
    }
  }

  /** The mask of the event. */
  private static final class IdOption {
    @Option(
        names = "--id",
        paramLabel = "NAME",
        description = "Name of the mask within the event; add makes one if none is given.")
    private Optional<String> id = Optional.empty();
  }

  @Command(name = "add", description = "Sets a mask.", footer = EnvironmentNote.TEXT)
  private static final class Add implements Callable<Integer> {
    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventOption event;

    @Mixin private IdOption id;

    @Option(
        names = "--pipeline",
        paramLabel = "NAME",
        required = true,
        description = "The pipeline to exclude.")
    private String pipeline;

    @Option(
        names = "--representation",
        defaultValue = Mask.ALL,
        paramLabel = "ID",
        description = "The representation to exclude (default: ${DEFAULT-VALUE}, all).")
    private String representation;

    @Option(
        names = "--from",
        paramLabel = "N",
        required = true,
        description = "First segment number.")
    private long from;

    @Option(
        names = "--to",
        paramLabel = "N",
        required = true,
        description = "Last segment number, included.")
    private long to;

    @Option(
        names = "--reason",
        defaultValue = "",
        paramLabel = "TEXT",
        description = "For the record.")
    private String reason;

    @Mixin private DryRunOption dryRun;

    Add(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      EventId of = event.id();
      String name = id.id.orElseGet(this::derived);
      Mask mask =
          new Mask(of.tenant(), of.event(), name, pipeline, representation, from, to, reason);
      AdminClient client = admin.client(context);
      if (id.id.isEmpty()) {
        requireOwn(client, mask);
      }
      if (dryRun.isRequested()) {
        DryRunOption.print(context.out(), new DryRunClient(client).mask(mask));
        return 0;
      }
      boolean fresh = client.mask(mask);
      context.out().println("mask " + name + " of " + of + (fresh ? " added" : " changed"));
      return 0;
    }

    /**
     * The name that follows from the range. Repeating the command changes the reason and adds no
     * mask.
     */
    private String derived() {
      String of = representation.equals(Mask.ALL) ? pipeline : pipeline + "-" + representation;
      return of + "-" + from + "-" + to;
    }

    /**
     * Refuses a derived name that belongs to another range: names may have hyphens, so two ranges
     * can lead to the same name.
     */
    private static void requireOwn(AdminClient client, Mask mask) {
      for (Mask other : client.listMasks(mask.eventId())) {
        if (other.id().equals(mask.id()) && !sameRange(other, mask)) {
          throw new InputException(
              "mask "
                  + mask.id()
                  + " already exists, for pipeline "
                  + other.pipeline()
                  + ", representation "
                  + other.representation()
                  + ", numbers "
                  + other.from()
                  + " to "
                  + other.to()
                  + "; give this one another name with --id");
        }
      }
    }

    private static boolean sameRange(Mask a, Mask b) {
      return a.pipeline().equals(b.pipeline())
          && a.representation().equals(b.representation())
          && a.from() == b.from()
          && a.to() == b.to();
    }
  }

  @Command(name = "remove", description = "Removes a mask.", footer = EnvironmentNote.TEXT)
  private static final class Remove implements Callable<Integer> {
    private final CommandContext context;

    @Spec private CommandSpec spec;
    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventOption event;

    @Mixin private IdOption id;
    @Mixin private DryRunOption dryRun;

    Remove(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      String name =
          id.id.orElseThrow(
              () ->
                  new ParameterException(
                      spec.commandLine(), "Missing required option: '--id=NAME'"));
      AdminClient client = admin.client(context);
      if (dryRun.isRequested()) {
        DryRunOption.print(context.out(), new DryRunClient(client).removeMask(event.id(), name));
        return 0;
      }
      client.removeMask(event.id(), name);
      context.out().println("mask " + name + " of " + event.id() + " removed");
      return 0;
    }
  }

  @Command(name = "list", description = "Lists an event's masks.", footer = EnvironmentNote.TEXT)
  private static final class ListAll implements Callable<Integer> {
    private static final String ROW = "%-16s %-10s %-14s %12s %12s  %s%n";

    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventOption event;
    @Mixin private JsonOption json;

    ListAll(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      List<Mask> masks = admin.client(context).listMasks(event.id());
      PrintWriter out = context.out();
      if (json.isRequested()) {
        JsonOption.print(out, masks);
        return 0;
      }
      out.printf(ROW, "MASK", "PIPELINE", "REPRESENTATION", "FROM", "TO", "REASON");
      for (Mask mask : masks) {
        out.printf(
            ROW,
            mask.id(),
            mask.pipeline(),
            mask.representation(),
            mask.from(),
            mask.to(),
            mask.reason());
      }
      out.flush();
      return 0;
    }
  }
}
