package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.standalone.demo.DemoFiles;
import io.liveorigin.standalone.demo.DemoListener;
import io.liveorigin.standalone.demo.DemoProgress;
import io.liveorigin.standalone.demo.DemoSummary;
import io.liveorigin.standalone.demo.DemoUrls;
import io.liveorigin.standalone.demo.ViewTally;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * Shows a run: its URLs, one line of status, and a table at the end. On a terminal the line is
 * rewritten; elsewhere a new line is printed every 5 s.
 */
final class DemoConsole implements DemoListener {
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final String REWRITE = "\r\033[K";

  private final PrintWriter out;
  private final boolean terminal;
  private long lastLine = System.nanoTime();
  private boolean lineOpen;

  DemoConsole(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void starting() {
    out.println("starting Kafka, two ingests, a serving node and two packagers ...");
    out.flush();
  }

  @Override
  public void ready(DemoUrls urls) {
    lastLine = System.nanoTime();
    out.println("ready");
    out.println("  manifest  " + urls.manifest());
    out.println("  playlist  " + urls.manifest().resolve(SegmentUrls.MASTER_NAME));
    out.println("  ingest a  " + urls.ingestA());
    out.println("  ingest b  " + urls.ingestB());
    out.println("  admin     " + urls.admin());
    out.println("  kafka     " + urls.kafka());
    urls.files()
        .ifPresentOrElse(
            files -> credentials(files, urls),
            () ->
                out.println("open: everybody who reaches these ports may publish and administer"));
    out.flush();
  }

  private void credentials(DemoFiles files, DemoUrls urls) {
    out.println("credentials of this run: " + files.credentials());
    out.println("  packager-a  " + files.packagerToken("a"));
    out.println("  packager-b  " + files.packagerToken("b"));
    out.println("  demo-admin  export ORIGIN_ADMIN_TOKEN_FILE=" + files.adminToken());
    out.println(
        "  curl -H @<(echo \"Authorization: Bearer $(cat $ORIGIN_ADMIN_TOKEN_FILE)\") "
            + urls.admin()
            + "/status");
  }

  @Override
  public void progress(DemoProgress progress) {
    if (terminal) {
      out.write(REWRITE);
      out.print(line(progress));
      lineOpen = true;
    } else if (System.nanoTime() - lastLine >= INTERVAL.toNanos()) {
      lastLine = System.nanoTime();
      out.println(line(progress));
    }
    out.flush();
  }

  static String line(DemoProgress progress) {
    ViewTally tally = progress.tally();
    return "live edge %d | served %d: a %d, b %d, defective %d | held %d | defects %d | 404/410 %d"
        .formatted(
            progress.liveEdge(),
            tally.served(),
            tally.from("a"),
            tally.from("b"),
            tally.defective(),
            tally.held(),
            progress.defects(),
            tally.refused());
  }

  void summary(DemoSummary summary) {
    if (lineOpen) {
      out.println();
    }
    SummaryTable.lines(summary).forEach(out::println);
    out.flush();
  }
}
