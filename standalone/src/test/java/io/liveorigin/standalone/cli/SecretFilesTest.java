package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.liveorigin.contract.lifecycle.SecretFile;
import io.liveorigin.kafka.ClientProperties;
import io.liveorigin.serving.access.ReaderRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Files with secrets as they are: the log warns of each that others may read. */
class SecretFilesTest {
  private static final String CDN_SECRET = "s3cr3t-canary-of-the-cdn";

  @TempDir private Path directory;
  private final Logger logger = (Logger) LoggerFactory.getLogger(SecretFile.class);
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(appender);
  }

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    return file;
  }

  private List<String> warnings(Path file) {
    return appender.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(message -> message.contains("'" + file + "'"))
        .toList();
  }

  private void assertWarned(String setting, Path file, Runnable reads) throws IOException {
    reads.run();
    assertThat(warnings(file)).isEmpty();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    reads.run();
    assertThat(warnings(file)).hasSize(1);
    assertThat(warnings(file).get(0))
        .startsWith(setting + ": ")
        .contains("is readable by users other than", "chmod o-r")
        .doesNotContain(CDN_SECRET);
  }

  @Test
  void eachFileThatOthersMayReadIsWarnedOf() throws IOException {
    Path secrets = file("cdn-secret", CDN_SECRET + "\n");
    assertWarned(
        "cdn-secrets",
        secrets,
        () ->
            ReaderRules.watching(Optional.of(secrets), Optional.empty(), Clock.systemUTC())
                .close());

    Path tokens =
        file(
            "tokens.yaml",
            "tenants: {live: {issuer: cdn.example, url: 'https://cdn.example', keys:"
                + " [{kid: k1, secret: QDaX3oevqLr8o0vQ4fT1Tn4VbS5F0m1yqF0u3mP8s2k}]}}\n");
    assertWarned(
        "viewer-tokens",
        tokens,
        () ->
            ReaderRules.watching(Optional.empty(), Optional.of(tokens), Clock.systemUTC()).close());

    Path nodes = file("nodes.yaml", "nodes: []\n");
    assertWarned("--cdn-nodes", nodes, () -> CdnNodesFile.read(nodes));

    Path kafka = file("kafka.properties", "security.protocol=PLAINTEXT\n");
    assertWarned(
        "--kafka-config", kafka, () -> ClientProperties.read(kafka, Clock.systemUTC().instant()));
  }
}
