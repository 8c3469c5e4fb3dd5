package io.liveorigin.standalone.cli;

import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.access.limit.CurrentLimits;
import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.ingest.access.CredentialAccess;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.ingest.upload.UploadLimits;
import io.liveorigin.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code origin ingest}. */
@Command(
    name = "ingest",
    description = "Accepts the PUTs of a pipeline's packagers and stores them in Kafka.",
    footer = EnvironmentNote.TEXT)
final class IngestCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;
  @Mixin private ConfigOption config;
  @Mixin private LogOptions log;
  @Mixin private KafkaOptions kafka;
  @Mixin private ClockOptions clock;
  @Mixin private TlsOptions tls;
  @Mixin private LimitsOption limits;
  @Mixin private ClientOptions clients;

  @Option(
      names = "--pipeline",
      split = ",",
      paramLabel = "NAME",
      required = true,
      description =
          "Pipelines whose segments arrive here, separated by commas. If there are several,"
              + " the client's credential determines which one.")
  private List<String> pipelines;

  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description =
          "File of the credentials that may publish (YAML, written by origin credential). Read"
              + " again when it changes.")
  private Optional<Path> credentials = Optional.empty();

  @Option(
      names = "--open",
      description =
          "Instead of --credentials: everybody who reaches the port may publish. For private"
              + " networks only.")
  private boolean open;

  @Option(
      names = "--host",
      defaultValue = IngestConfig.LOOPBACK,
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8081",
      paramLabel = "PORT",
      description = "Port to listen on (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  private int port;

  IngestCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    log.apply();
    KafkaSettings settings =
        kafka.settings(context.clock().instant()).withClockBound(clock.bound());
    UploadLimits uploads = UploadLimits.standard(settings.topics());
    IngestConfig config =
        IngestConfig.of(pipelines, port, settings)
            .withHost(host)
            .withTls(tls.files())
            .withUploads(uploads.withClients(clients.of(uploads.clients())));
    Clock machine = clock.of(context.clock());
    if (credentials.isPresent() == open) {
      throw new ParameterException(
          spec.commandLine(),
          "it is not configured who may publish: give --credentials=FILE, which origin"
              + " credential writes, or --open for a private network");
    }
    Closer closer = new Closer();
    try {
      CurrentLimits tenants = limits.inForce(closer);
      return run(closer.add(start(config, machine, tenants, closer)), config);
    } finally {
      closer.close();
    }
  }

  private IngestServer start(
      IngestConfig config, Clock machine, CurrentLimits tenants, Closer closer) {
    if (open) {
      return IngestServer.open(config, machine, tenants);
    }
    WatchedFiles<CredentialVerifier> inForce =
        closer.add(CredentialVerifier.watch(credentials.orElseThrow(), machine));
    return IngestServer.start(
        config, machine, new CredentialAccess(inForce, pipelines, System::nanoTime), tenants);
  }

  private int run(IngestServer server, IngestConfig config) {
    context
        .out()
        .println(
            "ready: ingest %s %s://%s:%d"
                .formatted(config.name(), TlsOptions.scheme(tls.files()), host, server.port()));
    context.out().flush();
    context.stop().await();
    return 0;
  }
}
