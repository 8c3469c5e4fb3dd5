package io.liveorigin.standalone.cli;

import io.liveorigin.contract.json.JsonDocuments;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --json} of a command that lists something. */
final class JsonOption {
  @Option(names = "--json", description = "Prints a JSON array instead of a table.")
  private boolean asked;

  boolean isRequested() {
    return asked;
  }

  /** Prints all elements in one line. */
  static void print(PrintWriter out, List<?> all) {
    out.println(new String(JsonDocuments.write(all), StandardCharsets.UTF_8));
    out.flush();
  }
}
