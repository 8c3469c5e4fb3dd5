package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.doctor.Finding;
import io.liveorigin.standalone.doctor.FindingText;
import io.liveorigin.standalone.doctor.Level;
import io.liveorigin.standalone.doctor.check.Check;
import io.liveorigin.standalone.doctor.gather.FactsGatherer;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code origin doctor}. */
@Command(
    name = "doctor",
    description =
        "Checks an installation before and during an event: brokers, topics, clocks, nodes,"
            + " pipelines, certificates. Ends with 1 if a check failed; warnings are no failures.",
    footer = EnvironmentNote.TEXT)
final class DoctorCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;
  @Mixin private ClusterOption cluster;
  @Mixin private AdminOption admin;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "TENANT/EVENT",
      arity = "0..1",
      description = "The event to check (default: all).")
  private Optional<EventId> event = Optional.empty();

  @Option(
      names = "--node",
      split = ",",
      paramLabel = "URL",
      description = "Admin APIs of further serving nodes, separated by commas.")
  private List<URI> nodes = List.of();

  @Option(
      names = "--ingest",
      split = ",",
      paramLabel = "URL",
      description =
          "Listeners of ingests, separated by commas. Asked without a credential; --admin-ca counts"
              + " for them, too.")
  private List<URI> ingests = List.of();

  @Option(
      names = "--credentials",
      split = ",",
      paramLabel = "FILE",
      description = "Credential files, separated by commas.")
  private List<Path> credentials = List.of();

  @Option(
      names = "--certificate",
      split = ",",
      paramLabel = "FILE",
      description = "Files with certificates (PEM), separated by commas.")
  private List<Path> certificates = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory on this machine whose disk is checked.")
  private Optional<Path> data = Optional.empty();

  DoctorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LogLevel.quietFully();
    ingests.forEach(this::requireListener);
    Map<URI, AdminClient> clients = new LinkedHashMap<>();
    clients.put(admin.url(), admin.client(context));
    nodes.forEach(url -> clients.put(url, admin.client(context, url)));
    FactsGatherer gatherer =
        new FactsGatherer(
            cluster.settings(context.clock().instant()),
            clients,
            ingests,
            admin.tls(),
            certificates,
            credentials,
            data);
    List<Finding> findings = Check.judgeAll(gatherer.gather(event, context.clock()));
    if (json.isRequested()) {
      JsonOption.print(context.out(), findings);
    } else {
      FindingText.lines(findings).forEach(context.out()::println);
    }
    return findings.stream().anyMatch(each -> each.level() == Level.FAILED) ? 1 : 0;
  }

  /** Does not quote the URL, which may have a password. */
  private void requireListener(URI url) {
    if (url.getRawUserInfo() != null
        || url.getHost() == null
        || !List.of("http", "https").contains(url.getScheme())) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--ingest': write it like http://host:port, without a user");
    }
  }
}
