package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.DryRunClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code origin notify}. */
@Command(
    name = "notify",
    description =
        "Notifies players of a state of an event from a number on, through the admin API.")
final class NotifyCommands implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  static CommandLine commandLine(CommandContext context) {
    return new CommandLine(new NotifyCommands())
        .addSubcommand(new Put(context))
        .addSubcommand(new Revoke(context))
        .addSubcommand(new ListAll(context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: put, revoke or list");
  }

  /** The event of the notifications. */
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

  /** The end of the notification: at most one of the two options. */
  private static final class End {
    @Option(names = "--to", paramLabel = "N", description = "Last segment number, included.")
    private Optional<Long> to = Optional.empty();

    @Option(
        names = "--for",
        paramLabel = "COUNT",
        description = "Number of segments, instead of --to.")
    private Optional<Long> length = Optional.empty();

    Optional<Long> last(long from) {
      return to.or(() -> length.map(count -> from + count - 1));
    }
  }

  @Command(name = "put", description = "Sets a notification.", footer = EnvironmentNote.TEXT)
  private static final class Put implements Callable<Integer> {
    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventOption event;

    @Option(
        names = "--id",
        paramLabel = "NAME",
        description = "Name of the notification within the event; KEY.FROM if none is given.")
    private Optional<String> id = Optional.empty();

    @Option(
        names = "--key",
        paramLabel = "KEY",
        required = true,
        description = "Key of the notification, such as ad-break or programme.")
    private String key;

    @Option(
        names = "--value",
        paramLabel = "TEXT",
        required = true,
        description = "Value of the notification; printable ASCII.")
    private String value;

    @Option(
        names = "--from",
        paramLabel = "N",
        required = true,
        description = "First segment number.")
    private long from;

    @ArgGroup private End end = new End();
    @Mixin private DryRunOption dryRun;

    Put(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      EventId of = event.id();
      String name = id.orElseGet(() -> Notification.announcedId(key, from));
      Notification wanted =
          new Notification(
              of.tenant(),
              of.event(),
              name,
              key,
              value,
              from,
              end.last(from),
              NotificationSource.OPERATOR,
              false);
      AdminClient client = admin.client(context);
      if (dryRun.isRequested()) {
        DryRunOption.print(context.out(), new DryRunClient(client).publish(wanted));
        return 0;
      }
      boolean fresh = client.publish(wanted);
      context.out().println("notification " + name + " of " + of + (fresh ? " added" : " changed"));
      return 0;
    }
  }

  @Command(
      name = "revoke",
      description = "Revokes a notification, an operator's or a packager's.",
      footer = EnvironmentNote.TEXT)
  private static final class Revoke implements Callable<Integer> {
    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;
    @Mixin private EventOption event;

    @Option(
        names = "--id",
        paramLabel = "NAME",
        required = true,
        description = "Name of the notification within the event.")
    private String id;

    @Mixin private DryRunOption dryRun;

    Revoke(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      AdminClient client = admin.client(context);
      if (dryRun.isRequested()) {
        DryRunOption.print(context.out(), new DryRunClient(client).revoke(event.id(), id));
        return 0;
      }
      client.revoke(event.id(), id);
      context.out().println("notification " + id + " of " + event.id() + " revoked");
      return 0;
    }
  }

  @Command(
      name = "list",
      description = "Lists an event's notifications, operators' and packagers'.",
      footer = EnvironmentNote.TEXT)
  private static final class ListAll implements Callable<Integer> {
    private static final String ROW = "%-24s %-10s %12s %12s  %-16s %s%n";

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
      List<Notification> all = admin.client(context).listNotifications(event.id());
      PrintWriter out = context.out();
      if (json.isRequested()) {
        JsonOption.print(out, all);
        return 0;
      }
      out.printf(ROW, "NOTIFICATION", "SOURCE", "FROM", "TO", "KEY", "VALUE");
      for (Notification n : all) {
        out.printf(
            ROW,
            n.id(),
            n.source().wire(),
            n.from(),
            n.to().map(String::valueOf).orElse("-"),
            n.key(),
            n.value());
      }
      out.flush();
      return 0;
    }
  }
}
