package io.liveorigin.standalone.cli;

import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.json.ClosestWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Suggests the option or command that was probably meant by a wrong call. A mistyped option is
 * usually a missing one as well, which picocli would report first.
 */
final class MistypedArgument {
  private MistypedArgument() {}

  /** Returns the message about a wrong call, with the source of a wrong value. */
  static String explained(ParameterException failure) {
    return place(failure) + message(failure);
  }

  private static String place(ParameterException failure) {
    return failure.getArgSpec() instanceof OptionSpec option
            && failure.getCommandLine().getDefaultValueProvider() instanceof OptionDefaults defaults
        ? defaults.place(option.longestName())
        : "";
  }

  private static String message(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    List<String> rest = command.getUnmatchedArguments();
    Optional<String> option = rest.stream().filter(text -> text.startsWith("-")).findFirst();
    boolean unmatched =
        failure instanceof MissingParameterException
            || failure instanceof UnmatchedArgumentException;
    if (unmatched && option.isPresent()) {
      return "Unknown option: '" + option.get() + "'" + hint(command, option.get());
    }
    String message = FailureText.withoutClasses(String.valueOf(failure.getMessage()));
    return failure instanceof UnmatchedArgumentException && !rest.isEmpty()
        ? message + hint(command, rest.get(0))
        : message;
  }

  private static String hint(CommandLine command, String typed) {
    Collection<String> known =
        typed.startsWith("-") ? options(command) : command.getSubcommands().keySet();
    return ClosestWord.hint(typed.split("=", 2)[0], known);
  }

  private static List<String> options(CommandLine command) {
    List<String> names = new ArrayList<>();
    command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> names.add(option.longestName()));
    return names;
  }
}
