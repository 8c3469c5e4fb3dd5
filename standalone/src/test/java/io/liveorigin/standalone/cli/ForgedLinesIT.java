package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.RefusalRecord;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Strangers write to every listener, and into Kafka, what would begin a line of the log, or change
 * the terminal of an operator.
 */
class ForgedLinesIT {
  /** Bytes as they are, in ISO-8859-1: CSI as one byte, next line, a bidi override in UTF-8. */
  private static final String RAW =
      "\u009b31m\u0085FORGED\u00e2\u0080\u00ae\u00e2\u0080\u00a8FORGED";

  private static final String ENCODED = "%0aFORGED%0d%1b%5b2J%c2%85%e2%80%a8FORGED%e2%80%ae";
  private static final String TEXT = "x\n\r\u001b[2J\u009b31m\u0085\u2028\u202eFORGED";

  private static final String QUARANTINE = "io.liveorigin.selector.task.Quarantine";

  @TempDir Path temp;

  private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger access = logger("access");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Stack stack;

  @BeforeEach
  void start() {
    access.setLevel(Level.INFO);
    log.start();
    root.addAppender(log);
    stack = Stack.start(temp);
  }

  @AfterEach
  void stop() {
    stack.close();
    root.detachAppender(log);
    access.setLevel(null);
  }

  @Test
  void nothingFromOutsideBeginsALineOrChangesATerminal() throws Exception {
    stack.adminHttp().awaitReady();
    for (int port : List.of(stack.ingestPort("a"), stack.servingPort(), stack.adminPort())) {
      for (String method : List.of("GET", "PUT", "DELETE", "F" + RAW)) {
        for (String path :
            List.of(
                "/acme/live/v0-7.m4s" + ENCODED,
                "/a" + ENCODED + "/live/v0-7.m4s",
                "/events/a" + ENCODED + "/b",
                "/acme/live/v0-7.m4s" + RAW)) {
          raw(port, method + " " + path + " HTTP/1.1", "Via: 1.1 " + RAW);
          raw(port, method + " " + path + " HTTP/1.1", "User-Agent: \u001b[2J" + RAW);
        }
      }
      raw(port, "GET /acme/live/v0-7.m4s HTTP/1.1", "Via: 1.1 " + RAW);
    }
    try (Producer<String, byte[]> strangers =
        stack.kafka().durableProducer("strangers", Patience.LIMIT)) {
      for (String topic : List.of(Topics.CONTROL, Topics.REFUSALS, Topics.DEFECTS)) {
        strangers
            .send(new ProducerRecord<>(topic, TEXT, TEXT.getBytes(StandardCharsets.UTF_8)))
            .get();
      }
      // Public texts are cut to ASCII where they are read; these are names.
      long now = System.currentTimeMillis();
      byte[] refusal =
          new RefusalRecord(1, "acme/live", TEXT, TEXT, 1, now, now, TEXT, TEXT).toJson();
      strangers.send(new ProducerRecord<>(Topics.REFUSALS, "k", refusal)).get();
    }
    for (String logger : List.of("access.public", "access.admin", QUARANTINE)) {
      Patience.await()
          .until(
              () ->
                  List.copyOf(log.list).stream()
                      .anyMatch(
                          event ->
                              event.getLoggerName().equals(logger)
                                  && event.getFormattedMessage().contains("FORGED")));
    }

    Terminal refusals = new Terminal();
    assertThat(refusals.run("refusals", "--kafka", stack.kafka().bootstrapServers())).isZero();
    assertShown(refusals.out());
    Terminal defects = new Terminal();
    defects.run("defects", "--kafka", stack.kafka().bootstrapServers());
    assertHarmless(defects.out() + defects.err());

    String written = lines();
    assertShown(written);
    assertThat(written.lines().filter(line -> line.contains("FORGED")))
        .hasSizeGreaterThan(10)
        .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*"));
  }

  /** The attack has come so far, and was harmless. */
  private static void assertShown(String written) {
    assertThat(written).contains("FORGED");
    assertHarmless(written);
  }

  private static void assertHarmless(String written) {
    assertThat(written.lines()).noneMatch(line -> line.startsWith("FORGED"));
    assertThat(written.codePoints().filter(c -> c != '\n' && c != '\t'))
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || c == 0x2028
                    || c == 0x2029
                    || Character.getType(c) == Character.FORMAT);
  }

  /** As the appender of the tests writes them, which has the pattern of the product's. */
  private String lines() {
    Encoder<ILoggingEvent> encoder =
        ((ConsoleAppender<ILoggingEvent>) root.getAppender("stderr")).getEncoder();
    return List.copyOf(log.list).stream()
        .map(event -> new String(encoder.encode(event), StandardCharsets.UTF_8))
        .collect(Collectors.joining());
  }

  private static void raw(int port, String requestLine, String field) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(Patience.LIMIT_MILLIS);
      String request =
          requestLine
              + "\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 0\r\n"
              + field
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      assertThat(socket.getInputStream().readAllBytes()).isNotNull();
    }
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
