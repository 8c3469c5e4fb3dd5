package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself, and the tree of its subcommands. */
@Command(
    name = "origin",
    versionProvider = VersionText.class,
    description =
        "A live origin: accepts segments from packagers and serves viewers the best copy.",
    subcommands = {CommandLine.HelpCommand.class})
public final class OriginCommand implements Runnable {
  private static final int WIDTH = 100;

  /** Commands that print something about every command. */
  private static final Set<String> TELL_OF_ALL = Set.of("completion", "man");

  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version, the commit that it was built from, and the Java runtime.")
  private boolean version;

  OriginCommand() {}

  boolean versionAsked() {
    return version;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Each command by its name, in the order of the help. */
  private static Map<String, Function<CommandContext, CommandLine>> commands() {
    Map<String, Function<CommandContext, CommandLine>> commands = new LinkedHashMap<>();
    commands.put("demo", context -> new CommandLine(new DemoCommand(context)));
    commands.put("broker", context -> new CommandLine(new BrokerCommand(context)));
    commands.put("topics", context -> new CommandLine(new TopicsCommand(context)));
    commands.put("ingest", context -> new CommandLine(new IngestCommand(context)));
    commands.put("serve", context -> new CommandLine(new ServeCommand(context)));
    commands.put("packager", context -> new CommandLine(new PackagerCommand(context)));
    commands.put("credential", CredentialCommands::commandLine);
    commands.put("event", EventCommands::commandLine);
    commands.put("mask", MaskCommands::commandLine);
    commands.put("invalidation", InvalidationCommands::commandLine);
    commands.put("notify", NotifyCommands::commandLine);
    commands.put("export", context -> new CommandLine(new ExportCommand(context)));
    commands.put("explain", context -> new CommandLine(new ExplainCommand(context)));
    commands.put("defects", context -> new CommandLine(new DefectsCommand(context)));
    commands.put("report", context -> new CommandLine(new ReportCommand(context)));
    commands.put("quarantine", context -> new CommandLine(new QuarantineCommand(context)));
    commands.put("refusals", context -> new CommandLine(new RefusalsCommand(context)));
    commands.put("audit", context -> new CommandLine(new AuditCommand(context)));
    commands.put("doctor", context -> new CommandLine(new DoctorCommand(context)));
    commands.put("open", context -> new CommandLine(new OpenCommand(context)));
    commands.put("top", context -> new CommandLine(new TopCommand(context)));
    commands.put("completion", context -> new CommandLine(new CompletionCommand(context)));
    commands.put("man", context -> new CommandLine(new ManCommand(context)));
    return commands;
  }

  /** Returns the command line with all commands, ready to execute. */
  static CommandLine commandLine(CommandContext context) {
    return commandLine(context, commands());
  }

  private static CommandLine commandLine(
      CommandContext context, Map<String, Function<CommandContext, CommandLine>> commands) {
    CommandLine line = new CommandLine(new OriginCommand());
    commands.forEach((name, command) -> line.addSubcommand(name, command.apply(context)));
    // These settings apply to all subcommands.
    line.setOut(context.out());
    line.setErr(context.err());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(WIDTH);
    line.setDefaultValueProvider(new OptionDefaults(context.environment()));
    line.registerConverter(Duration.class, DurationParser::parse);
    line.registerConverter(URI.class, UrlParser::parse);
    line.registerConverter(EventId.class, AddressParser::event);
    line.registerConverter(SegmentAddress.class, AddressParser::segment);
    line.setParameterExceptionHandler(CommandFailures::usage);
    line.setExecutionExceptionHandler(CommandFailures::failed);
    return line;
  }

  /**
   * Runs one command. If the first argument names it, no other command is built, because reading
   * the annotations of all takes an eighth of a second of processor time.
   *
   * @return 0 if it did what was requested, 1 if it failed, 2 if it was called wrongly
   */
  public static int execute(CommandContext context, String... args) {
    Map<String, Function<CommandContext, CommandLine>> commands = commands();
    if (args.length > 0 && commands.containsKey(args[0]) && !TELL_OF_ALL.contains(args[0])) {
      commands.keySet().retainAll(Set.of(args[0]));
    }
    return commandLine(context, commands).execute(args);
  }
}
