package io.liveorigin.standalone.cli;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.standalone.admin.AdminException;
import io.liveorigin.standalone.export.ExportException;
import io.liveorigin.standalone.kafka.EmbeddedKafkaException;
import io.liveorigin.standalone.text.RedactedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** How a command ends that could not do its work: one line for what the user can act on. */
final class CommandFailures {
  private static final Logger LOG = LoggerFactory.getLogger(CommandFailures.class);

  private CommandFailures() {}

  static int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + oneLine(e.getMessage()) + "; see " + name + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  static int failed(Exception e, CommandLine command, ParseResult parsed) {
    String name = command.getCommandSpec().qualifiedName();
    if (expected(e)) {
      command.getErr().println(name + ": " + oneLine(message(e)));
    } else {
      // A fault of ours: the trace is what a report of it needs.
      LOG.error("{} failed", name, e);
      command.getErr().println(name + ": failed unexpectedly: " + oneLine(e.toString()));
    }
    return CommandLine.ExitCode.SOFTWARE;
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

  private static String message(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (!(e instanceof KafkaException)) {
      return message;
    }
    // Kafka's client wraps what it refuses: "Failed to create new KafkaAdminClient", and why.
    StringBuilder chain = new StringBuilder(message);
    for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
      if (t.getMessage() != null && chain.indexOf(t.getMessage()) < 0) {
        chain.append(": ").append(t.getMessage());
      }
    }
    return chain.toString();
  }

  private static String oneLine(String text) {
    return RedactedText.of(text.strip().replaceAll("\\s*\\R\\s*", " "));
  }
}
