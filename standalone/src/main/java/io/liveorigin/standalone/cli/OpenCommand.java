package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.standalone.admin.AdminClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code origin open}. */
@Command(
    name = "open",
    description =
        "Opens the console in the browser of this desktop, and prints its URL. Where there is no"
            + " browser, it only prints the URL.",
    footer = EnvironmentNote.TEXT)
final class OpenCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  @Option(
      names = "--admin",
      defaultValue = "http://127.0.0.1:8090",
      paramLabel = "URL",
      description = "Admin API of a serving node (default: ${DEFAULT-VALUE}).")
  private URI admin;

  @Parameters(
      paramLabel = "TENANT/EVENT",
      arity = "0..1",
      description = "The event to show (default: the list of all).")
  private Optional<EventId> event = Optional.empty();

  @Option(
      names = "--representation",
      paramLabel = "NAME",
      description = "The representation to show (default: the first).")
  private Optional<String> representation = Optional.empty();

  @Option(names = "--number", paramLabel = "N", description = "The segment number to select.")
  private Optional<Long> number = Optional.empty();

  @Option(names = "--print", description = "Prints the URL and opens no browser.")
  private boolean printOnly;

  OpenCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    // Refuses a URL that is none, and one with a password, which a browser would keep.
    AdminClient unused = new AdminClient(admin);
    if (event.isEmpty() && (representation.isPresent() || number.isPresent())) {
      throw new ParameterException(
          spec.commandLine(), "--representation and --number need an event: give TENANT/EVENT");
    }
    representation.ifPresent(name -> NameRules.require("representation", name));
    URI url =
        url(
            admin,
            event,
            representation,
            number.map(OptionalLong::of).orElse(OptionalLong.empty()));
    if (!printOnly) {
      Browser.start(Browser.command(System.getProperty("os.name"), context.environment(), url));
    }
    context.out().println(url.toString());
    return 0;
  }

  /** The address of a page of the console; main.js reads it. */
  static URI url(
      URI admin, Optional<EventId> event, Optional<String> representation, OptionalLong number) {
    String text = admin.toString();
    StringBuilder url = new StringBuilder(text.endsWith("/") ? text : text + "/");
    event.ifPresent(id -> url.append("#/events/").append(id));
    List<String> parameters = new ArrayList<>();
    representation.ifPresent(name -> parameters.add("representation=" + name));
    number.ifPresent(value -> parameters.add("number=" + value));
    return URI.create(
        parameters.isEmpty() ? url.toString() : url + "?" + String.join("&", parameters));
  }
}
