package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself, and the tree of its subcommands. */
@Command(
    name = "origin",
    description = "A live origin: takes segments from packagers, gives viewers the best copy.",
    subcommands = {CommandLine.HelpCommand.class})
public final class OriginCommand implements Runnable {
  private static final int WIDTH = 100;

  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  OriginCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The parsed command line, ready to execute. */
  static CommandLine commandLine(Surroundings surroundings) {
    CommandLine line = new CommandLine(new OriginCommand());
    line.addSubcommand(new DemoCommand(surroundings));
    line.addSubcommand(new BrokerCommand(surroundings));
    line.addSubcommand(new TopicsCommand(surroundings));
    line.addSubcommand(new IngestCommand(surroundings));
    line.addSubcommand(new ServeCommand(surroundings));
    line.addSubcommand(new PackagerCommand(surroundings));
    line.addSubcommand(CredentialCommands.commandLine(surroundings));
    line.addSubcommand(EventCommands.commandLine(surroundings));
    line.addSubcommand(MaskCommands.commandLine(surroundings));
    line.addSubcommand(InvalidationCommands.commandLine(surroundings));
    line.addSubcommand(NotifyCommands.commandLine(surroundings));
    line.addSubcommand(new ExportCommand(surroundings));
    line.addSubcommand(new ExplainCommand(surroundings));
    line.addSubcommand(new DefectsCommand(surroundings));
    line.addSubcommand(new ReportCommand(surroundings));
    line.addSubcommand(new QuarantineCommand(surroundings));
    line.addSubcommand(new RefusalsCommand(surroundings));
    line.addSubcommand(new AuditCommand(surroundings));
    // These reach all subcommands.
    line.setOut(surroundings.out());
    line.setErr(surroundings.err());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(WIDTH);
    line.setDefaultValueProvider(new EnvironmentDefaults(surroundings.environment()));
    line.registerConverter(Duration.class, Durations::parse);
    line.registerConverter(EventId.class, Addresses::event);
    line.registerConverter(SegmentAddress.class, Addresses::segment);
    line.setParameterExceptionHandler(Failures::usage);
    line.setExecutionExceptionHandler(Failures::failed);
    return line;
  }

  /**
   * Runs one command.
   *
   * @return 0 where it did what it was asked for, 1 where it failed, 2 where it was called wrongly
   */
  public static int execute(Surroundings surroundings, String... args) {
    return commandLine(surroundings).execute(args);
  }
}
