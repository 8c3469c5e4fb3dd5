package io.liveorigin.standalone.cli;

import io.liveorigin.contract.wire.AuditChange;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --dry-run} of commands that write. */
final class DryRunOption {
  @Option(
      names = "--dry-run",
      description = "Reports what would change or be refused, and changes nothing.")
  private boolean asked;

  boolean isRequested() {
    return asked;
  }

  /** Prints what the admin API would write. */
  static void print(PrintWriter out, List<AuditChange> changes) {
    print(out, changes.stream().flatMap(change -> ChangeText.lines(change).stream()).toList());
  }

  /** Prints the changes in words; none if nothing would change. */
  static void print(PrintWriter out, Iterable<String> lines) {
    out.println("dry run, nothing was changed:");
    boolean some = false;
    for (String line : lines) {
      out.println("  " + line);
      some = true;
    }
    if (!some) {
      out.println("  nothing would change");
    }
    out.flush();
  }
}
