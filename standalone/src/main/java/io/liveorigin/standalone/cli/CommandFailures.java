package io.liveorigin.standalone.cli;

import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.standalone.admin.AdminException;
import io.liveorigin.standalone.export.ExportException;
import io.liveorigin.standalone.kafka.EmbeddedKafkaException;
import io.liveorigin.standalone.log.LogFormat;
import io.liveorigin.standalone.text.RedactedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Ends a command that could not do its work: one line on what the user can do about it. */
final class CommandFailures {
  private static final Logger LOG = LoggerFactory.getLogger(CommandFailures.class);

  private CommandFailures() {}

  static int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .println(
            name + ": " + oneLine(MistypedArgument.explained(e)) + "; see " + name + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  static int failed(Exception e, CommandLine command, ParseResult parsed) {
    if (expected(e)) {
      String message = message(e);
      say(command, oneLine(place(command, message) + message));
    } else {
      // A fault of the origin, which can only be reported with its trace.
      LOG.error("{} failed", command.getCommandSpec().qualifiedName(), e);
      say(
          command,
          "internal error; please report it with the log above: " + oneLine(FailureText.of(e)));
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** In the format of the log, so that a collector of JSON lines reads why a start failed. */
  private static void say(CommandLine command, String why) {
    String name = command.getCommandSpec().qualifiedName();
    if (LogFormat.current() == LogFormat.JSON) {
      LOG.error("{}: {}", name, why);
    } else {
      command.getErr().println(name + ": " + why);
    }
  }

  private static boolean expected(Exception e) {
    return e instanceof OriginException
        || e instanceof AdminException
        || e instanceof ExportException
        || e instanceof EmbeddedKafkaException
        || e instanceof KafkaException
        || e instanceof IOException
        || e instanceof UncheckedIOException
        || e instanceof InputException;
  }

  /** Returns the place of the setting that a refusal begins with: file and line, or a variable. */
  private static String place(CommandLine command, String message) {
    String key = message.split("[ .:]", 2)[0].replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return command.getDefaultValueProvider() instanceof OptionDefaults defaults
        ? defaults.place("--" + key)
        : "";
  }

  private static String message(Exception e) {
    if (e instanceof UncheckedIOException wrapped) {
      return FailureText.of(wrapped.getCause());
    }
    if (!(e instanceof KafkaException)) {
      return e instanceof IOException
          ? FailureText.of(e)
          : FailureText.withoutClasses(String.valueOf(e.getMessage()));
    }
    String message = String.valueOf(e.getMessage());
    // Kafka's client wraps its refusals: "Failed to create new KafkaAdminClient", and the reason.
    StringBuilder chain = new StringBuilder(message);
    for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
      if (t.getMessage() != null && chain.indexOf(t.getMessage()) < 0) {
        chain.append(": ").append(t.getMessage());
      }
    }
    return FailureText.withoutClasses(chain.toString());
  }

  private static String oneLine(String text) {
    return RedactedText.of(text.strip().replaceAll("\\s*\\R\\s*", " "));
  }
}
