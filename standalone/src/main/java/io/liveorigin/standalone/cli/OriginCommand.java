package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import java.time.Duration;
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
    description = "A live origin: takes segments from packagers, gives viewers the best copy.",
    subcommands = {CommandLine.HelpCommand.class})
public final class OriginCommand implements Runnable {
  private static final int WIDTH = 100;

  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version, the commit that it was built from, and the Java.")
  private boolean version;

  OriginCommand() {}

  boolean versionAsked() {
    return version;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The parsed command line, ready to execute. */
  static CommandLine commandLine(CommandContext context) {
    CommandLine line = new CommandLine(new OriginCommand());
    line.addSubcommand(new DemoCommand(context));
    line.addSubcommand(new BrokerCommand(context));
    line.addSubcommand(new TopicsCommand(context));
    line.addSubcommand(new IngestCommand(context));
    line.addSubcommand(new ServeCommand(context));
    line.addSubcommand(new PackagerCommand(context));
    line.addSubcommand(CredentialCommands.commandLine(context));
    line.addSubcommand(EventCommands.commandLine(context));
    line.addSubcommand(MaskCommands.commandLine(context));
    line.addSubcommand(InvalidationCommands.commandLine(context));
    line.addSubcommand(NotifyCommands.commandLine(context));
    line.addSubcommand(new ExportCommand(context));
    line.addSubcommand(new ExplainCommand(context));
    line.addSubcommand(new DefectsCommand(context));
    line.addSubcommand(new ReportCommand(context));
    line.addSubcommand(new QuarantineCommand(context));
    line.addSubcommand(new RefusalsCommand(context));
    line.addSubcommand(new AuditCommand(context));
    // These reach all subcommands.
    line.setOut(context.out());
    line.setErr(context.err());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(WIDTH);
    line.setDefaultValueProvider(new EnvironmentDefaults(context.environment()));
    line.registerConverter(Duration.class, DurationParser::parse);
    line.registerConverter(EventId.class, AddressParser::event);
    line.registerConverter(SegmentAddress.class, AddressParser::segment);
    line.setParameterExceptionHandler(CommandFailures::usage);
    line.setExecutionExceptionHandler(CommandFailures::failed);
    return line;
  }

  /**
   * Runs one command.
   *
   * @return 0 where it did what it was asked for, 1 where it failed, 2 where it was called wrongly
   */
  public static int execute(CommandContext context, String... args) {
    return commandLine(context).execute(args);
  }
}
