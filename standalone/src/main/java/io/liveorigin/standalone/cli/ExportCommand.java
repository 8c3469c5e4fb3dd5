package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.standalone.export.Exporter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code origin export}. */
@Command(
    name = "export",
    description =
        "Writes a part of an event that is in the time-shift window to a folder that can be"
            + " played on its own, with DASH and HLS. If the command is run again, it continues"
            + " where it stopped.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything that was requested is in the folder",
      "1:the export failed; the files that were written are kept",
      "2:the command line was wrong",
      "3:the folder can be played, but the origin does not have all segments"
    },
    footer = EnvironmentNote.TEXT)
final class ExportCommand implements Callable<Integer> {
  private static final int WITH_GAPS = 3;
  private static final int MOST_LISTED = 20;
  private static final int MOST_PARALLEL = 16;

  private final CommandContext context;

  @Mixin private HelpOption help;

  @Parameters(paramLabel = "TENANT/EVENT", description = "The event.")
  private EventId event;

  @Option(
      names = "--from",
      required = true,
      converter = InstantConverter.class,
      paramLabel = "INSTANT",
      description = "The beginning, for example 2026-11-22T21:30:00Z.")
  private Instant from;

  @Option(
      names = "--to",
      required = true,
      converter = InstantConverter.class,
      paramLabel = "INSTANT",
      description = "The end. It must be in the past.")
  private Instant to;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "Directory to write to; created if it does not exist.")
  private Path directory;

  @Option(
      names = "--serving",
      defaultValue = "http://127.0.0.1:8080",
      paramLabel = "URL",
      description =
          "Public listener of a serving node, or a cache in front of it (default:"
              + " ${DEFAULT-VALUE}).")
  private URI serving;

  @Option(
      names = "--cdn-secret-file",
      paramLabel = "FILE",
      description = "File with the CDN secret, if the listener requires one.")
  private Path secretFile;

  @Option(
      names = "--parallel",
      defaultValue = "4",
      paramLabel = "N",
      description =
          "Number of files that are fetched at a time, 1 to 16 (default: ${DEFAULT-VALUE}).")
  private int parallel;

  ExportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ExportConsole console = new ExportConsole(context.out(), context.terminal());
    Exporter.Result result = Exporter.export(settings(), console, context.stop());
    console.finished(result.progress(), directory);
    list("not published, fillers of the origin instead", result.filled());
    list("not available", result.gaps());
    return result.gaps().isEmpty() ? 0 : WITH_GAPS;
  }

  private void list(String what, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    context.out().println("segments " + what + " (" + names.size() + "):");
    names.stream().limit(MOST_LISTED).forEach(name -> context.out().println("  " + name));
    if (names.size() > MOST_LISTED) {
      context.out().println("  and " + (names.size() - MOST_LISTED) + " more");
    }
  }

  private Exporter.Settings settings() {
    if (!to.isAfter(from)) {
      throw new InputException("--to must be after --from, but is " + to);
    }
    if (to.isAfter(context.clock().instant())) {
      throw new InputException("--to must be in the past, but is " + to);
    }
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw new InputException("--parallel must be 1 to " + MOST_PARALLEL + ", but is " + parallel);
    }
    if (serving.getHost() == null || !List.of("http", "https").contains(serving.getScheme())) {
      throw new InputException("--serving must be like http://host:port, but is '" + serving + "'");
    }
    Optional<String> secret =
        secretFile == null
            ? Optional.empty()
            : CdnSecrets.read(new String(InputFiles.bytes(secretFile), StandardCharsets.UTF_8))
                .of(event.tenant())
                .stream()
                .findFirst();
    return new Exporter.Settings(serving, secret, event, from, to, directory, parallel);
  }
}
