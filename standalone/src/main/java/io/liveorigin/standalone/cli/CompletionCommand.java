package io.liveorigin.standalone.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code origin completion}. */
@Command(
    name = "completion",
    description =
        "Prints a script with which bash and zsh complete commands and options: source <(origin"
            + " completion).",
    footer = EnvironmentNote.TEXT)
final class CompletionCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    CommandSpec origin = spec.root();
    // Not escaped: a shell reads it, and not a person.
    context.out().write(AutoComplete.bash(origin.name(), origin.commandLine()));
    context.out().flush();
    return 0;
  }
}
