package io.liveorigin.standalone.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code origin credential}: writes the file that says who may publish and administer. */
@Command(
    name = "credential",
    description =
        "Writes the credential file. Processes that use it read it again within two seconds.")
final class CredentialCommands implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  static CommandLine commandLine(CommandContext context) {
    return new CommandLine(new CredentialCommands())
        .addSubcommand(new CredentialAdd(context))
        .addSubcommand(new CredentialRotate(context))
        .addSubcommand(new CredentialRevoke(context))
        .addSubcommand(new CredentialList(context));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: add, rotate, revoke or list");
  }
}
