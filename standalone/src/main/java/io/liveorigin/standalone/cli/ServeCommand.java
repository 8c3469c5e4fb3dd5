package io.liveorigin.standalone.cli;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.TlsSettings;
import io.liveorigin.serving.access.ReaderRules;
import io.liveorigin.serving.bytes.kafka.ReadBackSettings;
import io.liveorigin.serving.cmcd.ViewSettings;
import io.liveorigin.serving.manifest.PublicUrl;
import io.liveorigin.standalone.process.ServingNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code origin serve}. */
@Command(
    name = "serve",
    description = "Selects the best copy of each segment and serves it, as one node of a cell.",
    footer = EnvironmentNote.TEXT)
final class ServeCommand implements Callable<Integer> {
  /** A new node may have hours of decisions to read. */
  private static final Duration READY_LIMIT = Duration.ofMinutes(30);

  private static final Duration LOOK = Duration.ofMillis(100);

  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private ConfigOption config;
  @Mixin private LogOptions log;
  @Mixin private KafkaOptions kafka;
  @Mixin private ClockOptions clock;
  @Mixin private TlsOptions tls;
  @Mixin private AdminTlsOptions adminTls;
  @Mixin private AdminAccessOptions adminAccess;
  @Mixin private LimitsOption limits;
  @Mixin private ClientOptions clients;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the index, which can always be rebuilt from Kafka.")
  private Path data;

  @Option(
      names = "--cell",
      defaultValue = "cell-1",
      paramLabel = "NAME",
      description = "Application id: each cell has the whole index (default: ${DEFAULT-VALUE}).")
  private String cell;

  @Option(
      names = "--node",
      defaultValue = "node-1",
      paramLabel = "NAME",
      description = "Name within the cell, the same after a restart (default: ${DEFAULT-VALUE}).")
  private String node;

  @Option(
      names = "--host",
      defaultValue = IngestConfig.LOOPBACK,
      paramLabel = "ADDRESS",
      description = "Address to listen on for viewers (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description =
          "Port to listen on for viewers (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  private int port;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "URL by which viewers reach this origin through the caches in front, for example"
              + " https://cdn.example/live. Manifests contain it where players need an absolute"
              + " URL; it must be the same on all nodes.")
  private Optional<String> publicUrl = Optional.empty();

  @Option(
      names = "--admin-host",
      defaultValue = IngestConfig.LOOPBACK,
      paramLabel = "ADDRESS",
      description = "Address of the admin API (default: ${DEFAULT-VALUE}).")
  private String adminHost;

  @Option(
      names = "--admin-port",
      defaultValue = "8090",
      paramLabel = "PORT",
      description = "Port of the admin API (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  private int adminPort;

  @Option(
      names = "--admin-name",
      split = ",",
      paramLabel = "NAME",
      description =
          "Host names by which the admin API is reached, for example that of a proxy,"
              + " separated by commas. Requests for other hosts are refused, except for localhost,"
              + " loopback addresses, --admin-host, and the address on which they arrive.")
  private List<String> adminNames = List.of();

  @Option(
      names = "--cdn-secret-file",
      paramLabel = "FILE",
      description =
          "File with the CDN secrets, one per line, or YAML (default, tenants). Requests"
              + " without one of them are refused. Read again when it changes. Without it, all"
              + " clients are served.")
  private Optional<Path> cdnSecretFile = Optional.empty();

  @Option(
      names = "--viewer-tokens",
      paramLabel = "FILE",
      description =
          "File of the tenants that require Common Access Tokens (CTA-5007) of their viewers, and"
              + " of the keys for these tokens (YAML: tenants with issuer, audience, url, keys)."
              + " Read again when it changes.")
  private Optional<Path> viewerTokens = Optional.empty();

  @Option(
      names = "--cdn-nodes",
      paramLabel = "FILE",
      description =
          "File of the caches in front that receive purges (YAML: nodes with name, url, style"
              + " (purge, ban or refresh) and headers).")
  private Path cdnNodes;

  @Option(
      names = "--read-back-rate",
      paramLabel = "BYTES",
      description =
          "Maximum number of bytes per second that are read back from Kafka for older"
              + " segments. DVR requests beyond it are refused, and Kafka receives it as a quota"
              + " (default: no limit).")
  private Optional<Long> readBackRate = Optional.empty();

  @Option(
      names = "--admin-client-limits",
      split = ",",
      paramLabel = "KEY=NUMBER",
      description = "Like --client-limits, for the admin API.")
  private Map<String, Integer> adminLimits = Map.of();

  @Option(
      names = "--views",
      description =
          "Writes what players report (POST /cmcd, CMCD version 2) to the topic views, without"
              + " addresses and with hashed session ids. Without it, reports are only counted.")
  private boolean views;

  @Option(names = "--access-log", description = "Writes a line to the log for each request.")
  private boolean accessLog;

  ServeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    log.apply();
    ReadBackSettings readBack = ReadBackSettings.standard();
    ServingConfig serving =
        ServingConfig.onLoopback(port, adminPort)
            .withReadBack(readBackRate.map(readBack::withBytesPerSecond).orElse(readBack))
            .withHosts(host, adminHost)
            .withAdminNames(adminNames)
            .withTls(listeners())
            .withPublicUrl(publicUrl.map(PublicUrl::new))
            .withViews(views ? Optional.of(ViewSettings.standard()) : Optional.empty())
            .withCdnNodes(cdnNodes == null ? List.of() : CdnNodesFile.read(cdnNodes).nodes());
    if (accessLog) {
      LogLevel.accesses();
    }
    KafkaSettings settings =
        kafka.settings(context.clock().instant()).withClockBound(clock.bound());
    SelectorConfig selecting = SelectorConfig.of(settings, cell, node, data);
    Clock machine = clock.of(context.clock());
    try (Closer closer = new Closer();
        ReaderRules readers = ReaderRules.watching(cdnSecretFile, viewerTokens, machine);
        AdminAccessOptions.Opened admin = adminAccess.open(context.clock());
        ServingNode running =
            ServingNode.start(
                serving.withCdnReaders(readers).withAdminAccess(admin.access()),
                selecting,
                machine,
                limits.inForce(closer))) {
      // The health check says when it is ready; this line is for a person who started it by hand.
      awaitReady(running);
      if (!context.stop().isRequested()) {
        context
            .out()
            .println(
                "ready: serving %s://%s:%d admin %s://%s:%d"
                    .formatted(
                        TlsOptions.scheme(tls.files()),
                        host,
                        running.port(),
                        TlsOptions.scheme(adminTls.files()),
                        adminHost,
                        running.adminPort()));
        context.out().flush();
      }
      context.stop().await();
      return 0;
    }
  }

  private TlsSettings listeners() {
    TlsSettings standard = new TlsSettings(tls.files(), adminTls.files());
    return standard.withLimits(
        clients.of(standard.viewerLimits()),
        clients.trusting(standard.operatorLimits().with(adminLimits)));
  }

  private void awaitReady(ServingNode running) {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    for (Optional<String> missing = running.missing();
        missing.isPresent() && !context.stop().await(LOOK);
        missing = running.missing()) {
      if (System.nanoTime() > deadline) {
        throw new OriginException(
            ErrorCode.NOT_READY,
            "not ready within " + READY_LIMIT.toSeconds() + " s: " + missing.get());
      }
    }
  }
}
