package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.invalidation.CdnNode;
import io.liveorigin.serving.invalidation.PurgeStyle;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A node that knows secrets, and is asked with others, tells neither. */
class SecretsHttpTest {
  private static final String SECRET = "s3cr3t-canary";
  private static final String OF_THE_CDN = SECRET + "-of-the-cdn";
  private static final String OF_A_CACHE = SECRET + "-of-a-cache";

  /** Nothing listens there: purges fail, and that is logged. */
  private static final CdnNode CACHE =
      new CdnNode(
          "edge",
          URI.create("http://127.0.0.1:1"),
          PurgeStyle.BAN,
          Map.of("Authorization", "Bearer " + OF_A_CACHE));

  @Test
  void noAnswerAndNoLineOfTheLogHasOne() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger("io.liveorigin");
    Logger access = (Logger) LoggerFactory.getLogger("access");
    root.addAppender(log);
    ours.setLevel(Level.DEBUG);
    access.setLevel(Level.INFO);
    AtomicReference<String> config = new AtomicReference<>();
    StringBuilder answers = new StringBuilder();
    try (TestNode node =
        new TestNode(
            c -> {
              ServingConfig with =
                  c.withCdnSecrets(new CdnSecrets(List.of(OF_THE_CDN)))
                      .withCdnNodes(List.of(CACHE));
              config.set(with.toString());
              return with;
            })) {
      String query = "?token=" + SECRET + "&Policy=" + SECRET;
      for (String path : List.of("/acme/news/v0-7.m4s", "/acme/news/live.mpd", "/nothing")) {
        for (String secret : List.of(OF_THE_CDN, SECRET + "-that-is-wrong")) {
          answers.append(
              text(
                  node.get(
                      path + query,
                      CdnSecrets.HEADER,
                      secret,
                      "Authorization",
                      "Bearer " + SECRET,
                      "Cookie",
                      "session=" + SECRET,
                      "Range",
                      "bytes=x-" + SECRET)));
        }
      }
      node.send(
          "PUT",
          node.adminUri("/events/acme/news/invalidations/i1" + query),
          BodyPublishers.ofString("{}"));
      for (int partition = 0; partition < Samples.PARTITIONS; partition++) {
        node.edge.settled(partition, node.control.invalidations(Samples.V0.event()).get(0));
      }
      await()
          .until(() -> log.list.stream().anyMatch(e -> e.getFormattedMessage().contains("BAN ")));
      for (String path :
          List.of(
              "/status", "/metrics", "/events", "/events/acme/news/invalidations", "/nothing")) {
        answers.append(text(node.send("GET", node.adminUri(path + query))));
      }
    } finally {
      root.detachAppender(log);
      ours.setLevel(null);
      access.setLevel(null);
    }
    assertThat(config.get()).contains("edge").doesNotContain(SECRET);
    assertThat(answers.toString()).contains("edge").doesNotContain(SECRET);
    assertThat(log.list)
        .isNotEmpty()
        .allSatisfy(
            event -> {
              assertThat(event.getFormattedMessage()).doesNotContain(SECRET);
              for (var t = event.getThrowableProxy(); t != null; t = t.getCause()) {
                assertThat(t.getMessage()).isNotNull().doesNotContain(SECRET);
              }
            });
  }

  @Test
  void aUrlOfACacheThatCannotBeUsedIsNotQuoted() {
    for (String url :
        List.of(
            "http://u:" + SECRET + "@h:1", "ftp://u:" + SECRET + "@h:1", "http://h/?t=" + SECRET)) {
      assertThatThrownBy(() -> new CdnNode("edge", URI.create(url), PurgeStyle.BAN, Map.of()))
          .isInstanceOf(OriginException.class)
          .hasMessageContaining("cdn.url of 'edge' must")
          .hasMessageNotContaining(SECRET);
    }
    assertThatThrownBy(
            () ->
                new CdnNode(
                    "edge", URI.create("http://h"), PurgeStyle.BAN, Map.of("A", SECRET + "\n")))
        .hasMessageNotContaining(SECRET);
    assertThat(CACHE.toString()).contains("Authorization").doesNotContain(SECRET);
  }

  private static String text(java.net.http.HttpResponse<byte[]> answer) {
    return answer.headers().map() + new String(answer.body(), StandardCharsets.UTF_8);
  }
}
