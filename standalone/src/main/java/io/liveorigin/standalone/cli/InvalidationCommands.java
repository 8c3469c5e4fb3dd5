package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.serving.invalidation.PurgeStatus;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.DryRunClient;
import java.io.PrintWriter;
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

/** {@code origin invalidation}. */
@Command(
    name = "invalidation",
    description = "Removes responses from the caches in front, through the admin API.")
final class InvalidationCommands implements Runnable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  static CommandLine commandLine(CommandContext context) {
    return new CommandLine(new InvalidationCommands())
        .addSubcommand(new Order(context))
        .addSubcommand(new ListAll(context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: order or list");
  }

  @Command(
      name = "order",
      description = "Orders an invalidation; without a range, of the whole event.",
      footer = EnvironmentNote.TEXT)
  private static final class Order implements Callable<Integer> {
    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;

    @Option(
        names = "--event",
        paramLabel = "TENANT/EVENT",
        required = true,
        description = "The event.")
    private EventId event;

    @Option(
        names = "--id",
        paramLabel = "NAME",
        description = "Name of the order within the event; one is made if none is given.")
    private Optional<String> id = Optional.empty();

    @Option(
        names = "--pipeline",
        defaultValue = Invalidation.ALL,
        paramLabel = "NAME",
        description =
            "Only responses with the bytes of this pipeline (default: ${DEFAULT-VALUE}, all).")
    private String pipeline;

    @Option(
        names = "--representation",
        defaultValue = Invalidation.ALL,
        paramLabel = "ID",
        description = "Only responses of this representation (default: ${DEFAULT-VALUE}, all).")
    private String representation;

    @Option(names = "--from", paramLabel = "N", description = "First segment number.")
    private Long from;

    @Option(names = "--to", paramLabel = "N", description = "Last segment number, included.")
    private Long to;

    @Option(
        names = "--reason",
        defaultValue = "",
        paramLabel = "TEXT",
        description = "For the record.")
    private String reason;

    @Option(
        names = "--wait",
        defaultValue = "0s",
        paramLabel = "DURATION",
        description = "How long to wait until every CDN node has responded twice.")
    private Duration wait;

    @Mixin private DryRunOption dryRun;

    Order(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      String name = id.orElseGet(() -> "i-" + context.clock().millis());
      Invalidation wanted =
          new Invalidation(
              event.tenant(),
              event.event(),
              name,
              pipeline,
              representation,
              from,
              to,
              null,
              null,
              reason);
      AdminClient client = admin.client(context);
      if (dryRun.isRequested()) {
        DryRunOption.print(context.out(), new DryRunClient(client).invalidate(wanted));
        return 0;
      }
      client.invalidate(wanted);
      PrintWriter out = context.out();
      out.println("invalidation " + name + " of " + event + " ordered");
      out.flush();
      return wait.isZero() || await(client, name) ? 0 : 1;
    }

    private boolean await(AdminClient client, String name) {
      long deadline = System.nanoTime() + wait.toNanos();
      while (true) {
        // The node that took the order may not have read it back yet.
        Optional<PurgeStatus> status = client.invalidation(event, name);
        boolean done = status.filter(s -> s.state().equals("done")).isPresent();
        if (done || System.nanoTime() > deadline || context.stop().isRequested()) {
          print(context.out(), status.stream().toList());
          return done;
        }
        context.stop().await(PAUSE);
      }
    }
  }

  @Command(
      name = "list",
      description = "Lists an event's invalidations with their states.",
      footer = EnvironmentNote.TEXT)
  private static final class ListAll implements Callable<Integer> {
    private final CommandContext context;

    @Mixin private HelpOption help;
    @Mixin private AdminOption admin;

    @Option(
        names = "--event",
        paramLabel = "TENANT/EVENT",
        required = true,
        description = "The event.")
    private EventId event;

    @Mixin private JsonOption json;

    ListAll(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LogLevel.quiet();
      List<PurgeStatus> all = admin.client(context).invalidations(event);
      if (json.isRequested()) {
        JsonOption.print(context.out(), all);
      } else {
        print(context.out(), all);
      }
      return 0;
    }
  }

  private static void print(PrintWriter out, List<PurgeStatus> all) {
    String row = "%-24s %-18s %-10s %-24s %s%n";
    out.printf(row, "INVALIDATION", "STATE", "PIPELINE", "NUMBERS", "CDN NODES");
    for (PurgeStatus status : all) {
      Invalidation order = status.invalidation();
      out.printf(
          row,
          order.id(),
          status.state(),
          order.pipeline(),
          order.wholeEvent() ? "the event" : order.from() + "-" + order.to(),
          status.nodes().stream()
              .map(InvalidationCommands::node)
              .collect(Collectors.joining(", ")));
    }
    out.flush();
  }

  private static String node(PurgeStatus.Node node) {
    return node.name()
        + " "
        + node.state()
        + " "
        + node.answered()
        + "/"
        + node.requests()
        + node.lastError().map(error -> " (" + error + ")").orElse("");
  }
}
