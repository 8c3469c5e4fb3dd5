package io.liveorigin.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ConsoleWriterTest {
  private static final String FORGED = "a\nready: \u001b[31mb\u202e\r";
  private static final String SHOWN = "a\\nready: \\u001b[31mb\\u202e\\r";

  private final StringWriter out = new StringWriter();
  private final PrintWriter console = new ConsoleWriter(out);

  @Test
  void aLineIsOneLine() {
    console.println(FORGED);
    console.println((Object) FORGED);
    assertThat(out.toString()).isEqualTo((SHOWN + "\n").repeat(2));
  }

  @Test
  void theValuesOfARowStayInTheirPlaces() {
    console.printf("%-3s|%5d%n", FORGED, 7);
    console.format(Locale.ROOT, "%s|%.1f%n", new StringBuilder(FORGED), 1.5);
    assertThat(out.toString()).isEqualTo(SHOWN + "|    7\n" + SHOWN + "|1.5\n");
  }

  @Test
  void aTextMayHaveSeveralLinesAndNothingElse() {
    console.print("usage\n\u001b[2Jmore\n");
    console.print(new StringBuilder("x\u0007"));
    assertThat(out.toString()).isEqualTo("usage\n\\u001b[2Jmore\nx\\u0007");
  }

  @Test
  void theProgramItselfRewritesALine() {
    console.write("\r\033[K");
    assertThat(out.toString()).isEqualTo("\r\033[K");
  }
}
