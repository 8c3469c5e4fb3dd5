package io.liveorigin.standalone.cli;

import io.liveorigin.contract.json.ClosestWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code origin man}. */
@Command(
    name = "man",
    description = "Prints the manual page of a command, or writes the pages of all commands.",
    footer = EnvironmentNote.TEXT)
final class ManCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "Which command, such as: event apply (default: origin itself).")
  private List<String> words = List.of();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Writes the pages of all commands to this directory, one file each, such as"
              + " origin-event-apply.1.")
  private Optional<Path> directory = Optional.empty();

  ManCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (directory.isPresent()) {
      Files.createDirectories(directory.get());
      int pages = writeAll(spec.root(), directory.get());
      context.out().println(pages + " pages in " + directory.get());
      return 0;
    }
    CommandLine command = spec.root().commandLine();
    for (String word : words) {
      command = below(command, word);
    }
    // Not escaped: man reads it, and not a person.
    context.out().write(ManPage.of(command.getCommandSpec()));
    context.out().flush();
    return 0;
  }

  private static CommandLine below(CommandLine command, String word) {
    CommandLine found = command.getSubcommands().get(word);
    if (found == null) {
      throw new InputException(
          command.getCommandSpec().qualifiedName()
              + " has no command '"
              + word
              + "'"
              + ClosestWord.hint(word, command.getSubcommands().keySet()));
    }
    return found;
  }

  private static int writeAll(CommandSpec command, Path directory) throws IOException {
    Files.writeString(directory.resolve(ManPage.name(command) + ".1"), ManPage.of(command));
    int pages = 1;
    for (CommandSpec sub : ManPage.subcommands(command)) {
      pages += writeAll(sub, directory);
    }
    return pages;
  }
}
