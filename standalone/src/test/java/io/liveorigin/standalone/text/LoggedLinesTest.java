package io.liveorigin.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that comes from outside begins a line of the log, or changes a terminal that shows it.
 */
class LoggedLinesTest {
  private static final String FORGED = "x\n12:00:00.000 INFO  forged\r\u001b[2J\u2028\u202e";
  private static final String SHOWN = "x\\n12:00:00.000 INFO  forged\\r\\u001b[2J\\u2028\\u202e";

  @ParameterizedTest
  @ValueSource(strings = {"src/main/resources/logback.xml", "src/test/resources/logback-test.xml"})
  void aMessageIsOneLine(String configuration) {
    try (LoggedLines log = new LoggedLines(Path.of(configuration))) {
      String written = log.written("io.liveorigin.A", null, "PUT {}: refused", FORGED);
      assertThat(written).endsWith("PUT " + SHOWN + ": refused\n").hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/main/resources/logback.xml", "src/test/resources/logback-test.xml"})
  void theMessagesOfATraceAreOneLineEach(String configuration) {
    IOException root = new IOException("root " + FORGED);
    IllegalStateException thrown = new IllegalStateException("outer " + FORGED, root);
    thrown.addSuppressed(new IllegalArgumentException("suppressed " + FORGED));
    try (LoggedLines log = new LoggedLines(Path.of(configuration))) {
      String written = log.written("org.eclipse.jetty.A", thrown, "failed");
      assertThat(written.lines().skip(1))
          .allMatch(
              line -> line.strip().matches("(at |\\.\\.\\. |Wrapped by: |Suppressed: |java\\.).*"))
          .anyMatch(line -> line.endsWith("root " + SHOWN))
          .anyMatch(line -> line.endsWith("outer " + SHOWN))
          .anyMatch(line -> line.endsWith("suppressed " + SHOWN));
      assertThat(written).doesNotContain("\r", "\u001b", "\u2028", "\u202e", "\n12:00");
    }
  }
}
