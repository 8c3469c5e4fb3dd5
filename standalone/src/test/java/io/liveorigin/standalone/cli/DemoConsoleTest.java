package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.demo.DemoProgress;
import io.liveorigin.standalone.demo.DemoSummary;
import io.liveorigin.standalone.demo.ViewTally;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoConsoleTest {
  private static final DemoProgress PROGRESS =
      new DemoProgress(77, new ViewTally(9, 8, Map.of("a", 5L, "b", 3L), 1, 6, 2, 0), 4);
  private static final String LINE =
      "live edge 77 | served 8: a 5, b 3, defective 1 | held 6 | defects 4 | 404/410 2";

  private final StringWriter out = new StringWriter();

  @Test
  void onATerminalTheLineIsRewrittenAndEndedBeforeTheSummary() {
    DemoConsole console = new DemoConsole(new PrintWriter(out), true);
    console.progress(PROGRESS);
    console.progress(PROGRESS);
    assertThat(out.toString()).isEqualTo(("\r\033[K" + LINE).repeat(2));
    console.summary(new DemoSummary("t/e", 1, 0, Map.of(), List.of()));
    assertThat(out.toString().lines().toList()).contains("t/e: no segment was due");
  }

  @Test
  void elsewhereALineComesSeldom() {
    DemoConsole console = new DemoConsole(new PrintWriter(out), false);
    console.progress(PROGRESS);
    assertThat(out.toString()).doesNotContain("\r").doesNotContain("live edge");
  }
}
