package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.packager.Packager;
import io.liveorigin.packager.PackagerSettings;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.packager.publish.HttpSegmentPublisher;
import io.liveorigin.packager.publish.PackagerStats;
import io.liveorigin.packager.schedule.PacingClock;
import io.liveorigin.standalone.admin.AdminClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code origin packager}. */
@Command(
    name = "packager",
    description = "Publishes the reference clip as one pipeline of an event.",
    footer = EnvironmentNote.TEXT)
final class PackagerCommand implements Callable<Integer> {
  private static final Duration UPLOAD_LIMIT = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(250);

  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private ConfigOption config;
  @Mixin private AdminOption admin;

  @Option(
      names = "--event",
      paramLabel = "TENANT/EVENT",
      required = true,
      description = "The event; its definition is read from the admin API.")
  private String event;

  @Option(
      names = "--pipeline",
      paramLabel = "NAME",
      required = true,
      description = "The pipeline of the event to publish as.")
  private String pipeline;

  @Option(
      names = "--target",
      paramLabel = "URL",
      required = true,
      description = "The ingest of the pipeline, such as http://127.0.0.1:8081.")
  private URI target;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The secret of the packager's credential, on the first line.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = "Faults to make on purpose (YAML, docs/packager.md).")
  private Optional<Path> faults = Optional.empty();

  @Option(
      names = "--producer-time",
      description = "Writes a prft box that says when the encoder had each segment.")
  private boolean producerTime;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long to publish (default: until Ctrl-C or the event's end).")
  private Optional<Duration> length = Optional.empty();

  @Option(
      names = "--wait",
      defaultValue = "0s",
      paramLabel = "DURATION",
      description = "How long to wait for the event to be declared (default: ${DEFAULT-VALUE}).")
  private Duration wait;

  PackagerCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (target.getRawUserInfo() != null) {
      // It would be visible in the list of processes and in the history of the shell.
      throw new InputException("target must not have a user or a password");
    }
    if (target.getHost() == null) {
      throw new InputException("target must be like http://host:port, but is '" + target + "'");
    }
    FaultScript script = faults.map(PackagerCommand::script).orElse(FaultScript.NONE);
    LiveEvent live = LiveEvent.of(definition(EventId.parse(event)));
    Packager packager =
        new Packager(
            PackagerSettings.standard(pipeline, script, 0).withProducerTime(producerTime),
            live,
            Clip.load(),
            new HttpSegmentPublisher(target, UPLOAD_LIMIT, tokenFile.map(InputFiles::firstLine)),
            PacingClock.of(context.clock()));
    try (packager) {
      long first = packager.firstNumber();
      packager.start(first);
      context
          .out()
          .println("ready: publishing " + event + " as " + pipeline + " from number " + first);
      context.out().flush();
      awaitEnd(packager);
    }
    return ended(packager.stats());
  }

  private static FaultScript script(Path file) {
    try {
      return FaultScript.parse(InputFiles.bytes(file));
    } catch (OriginException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  private EventDefinition definition(EventId id) {
    AdminClient client = admin.client(context);
    if (!wait.isZero()) {
      client.awaitReady(wait, context.stop());
    }
    long deadline = System.nanoTime() + wait.toNanos();
    Optional<EventDefinition> found = client.event(id);
    while (found.isEmpty() && System.nanoTime() < deadline && !context.stop().await(POLL)) {
      found = client.event(id);
    }
    return found.orElseThrow(
        () -> new InputException("event " + id + " is not declared; see origin event apply"));
  }

  private void awaitEnd(Packager packager) throws InterruptedException {
    long started = System.nanoTime();
    while (!context.stop().await(POLL) && !packager.awaitEnd(Duration.ZERO)) {
      if (length.isPresent() && System.nanoTime() - started >= length.get().toNanos()) {
        return;
      }
    }
  }

  /**
   * Prints the totals and returns the exit code. A segment that no ingest accepted is a failure;
   * one that the fault script withheld is not.
   */
  private int ended(PackagerStats stats) {
    context
        .out()
        .println(
            "published %d segments, failed %d, withheld %d; responses %s"
                .formatted(
                    stats.acknowledged(), stats.failed(), stats.withheld(), stats.byStatus()));
    return stats.failed() == 0 ? 0 : 1;
  }
}
