package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.serving.cmcd.ViewSettings;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Reports of players over real HTTP become records about copies; nothing else changes. */
class CmcdViewsHttpTest {
  private TestNode node = node(ViewSettings.standard());

  private static TestNode node(ViewSettings settings) {
    return new TestNode(config -> config.withViews(Optional.of(settings)));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private int report(String body) {
    return node.send(
            "POST",
            node.uri("/cmcd"),
            BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)))
        .statusCode();
  }

  private double counted(String outcome) {
    return node.meters.get("serving.views").tag("outcome", outcome).counter().count();
  }

  /** The player repeats the field of the response, as dash.js and shaka-player do. */
  @Test
  void aReportIsAboutTheCopyThatWasServed() {
    long number = node.liveEdge();
    node.publish(number, Samples.bytes(1_000, 1), Samples.dropped(3));
    String cmsd = node.get(TestNode.path(number)).headers().firstValue("CMSD-Static").orElseThrow();
    String base64 = Base64.getEncoder().encodeToString(cmsd.getBytes(StandardCharsets.US_ASCII));
    int status =
        report(
            "e=rr,rc=200,sid=\"s\",url=\"%s\",cmsds=\"%s\",ts=%d,v=2\n"
                .formatted(node.uri(TestNode.path(number)), base64, node.clock.millis()));
    assertThat(status).isEqualTo(204);
    await().untilAsserted(() -> assertThat(node.views).hasSize(1));
    ViewRecord record = node.views.get(0);
    assertThat(record.key()).isEqualTo("acme/news/v0");
    assertThat(record.number()).hasValue(number);
    assertThat(record.pipeline()).hasValue("a");
    assertThat(record.defects().orElseThrow()).containsExactly("dropped-video-frames");
    await().untilAsserted(() -> assertThat(counted("written")).isEqualTo(1));
  }

  @Test
  void whatKafkaRefusesIsCountedAndThePlayerIsAnswered() {
    node.viewsAccepted = false;
    assertThat(report("e=t,sid=\"s\",cid=\"acme/news\"")).isEqualTo(204);
    await().untilAsserted(() -> assertThat(counted("lost")).isEqualTo(1));
    assertThat(node.views).isEmpty();
  }

  /** A log that hangs: reports are dropped and counted, and no player waits. */
  @Test
  void whenKafkaIsSlowPlayersAreAnsweredAndReportsDropped() {
    node.close();
    node = node(new ViewSettings(5, 50, 300, 500, 1_000, 10, 10, 60_000, 1_000));
    node.viewsHang = true;
    String lines = "e=t,sid=\"s\",cid=\"acme/news\"\n".repeat(5);
    for (int i = 0; i < 20; i++) {
      assertThat(report(lines)).isEqualTo(204);
    }
    assertThat(counted("busy")).isGreaterThanOrEqualTo(5 * 15);
    node.viewsHang = false;
    await().untilAsserted(() -> assertThat(counted("written")).isPositive());
  }

  /** Neither what is written, nor what is refused, nor what cannot be read. */
  @Test
  void theLogHasNothingOfAReport() {
    ListAppender<ILoggingEvent> heard = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    heard.start();
    root.addAppender(heard);
    try {
      report("e=t,sid=\"s3cr3t-canary\",cid=\"acme/news\"\ns3cr3t-canary=\n");
      await().untilAsserted(() -> assertThat(counted("written")).isEqualTo(1));
      node.viewsAccepted = false;
      report("e=t,sid=\"s3cr3t-canary\",cid=\"acme/news\",br=\"s3cr3t-canary\"");
      await().untilAsserted(() -> assertThat(counted("lost")).isEqualTo(1));
      assertThat(List.copyOf(heard.list))
          .extracting(ILoggingEvent::getFormattedMessage)
          .noneMatch(line -> line.contains("s3cr3t-canary"));
    } finally {
      root.detachAppender(heard);
    }
  }

  @Test
  void withoutTheSettingNothingIsWritten() {
    try (TestNode plain = new TestNode()) {
      plain.send(
          "POST", plain.uri("/cmcd"), BodyPublishers.ofString("e=t,sid=\"s\",cid=\"acme/news\""));
      assertThat(plain.views).isEmpty();
      assertThat(plain.meters.find("serving.views").counters()).isEmpty();
      assertThat(plain.meters.get("serving.cmcd").tag("carrier", "report").counter().count())
          .isEqualTo(1);
    }
  }
}
