package io.liveorigin.standalone.secured;

import static io.liveorigin.standalone.secured.ServingChecks.accepted;
import static io.liveorigin.standalone.secured.ServingChecks.awaitReady;
import static io.liveorigin.standalone.secured.ServingChecks.awaitServed;
import static io.liveorigin.standalone.secured.ServingChecks.invalidation;
import static io.liveorigin.standalone.secured.ServingChecks.pipeline;
import static io.liveorigin.standalone.secured.ServingChecks.reports;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.standalone.process.ServingNode;
import io.liveorigin.testing.Patience;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant: the origin works with the ACLs of {@code docs/kafka-acls.md} and no others. */
class KafkaAclsIT {
  private static final String MASKED = "masked by this test";

  @TempDir static Path directory;
  private static AclFixture origin;
  private static Parts parts;

  /** Feeds what serving nodes are tried with. */
  private static IngestServer feed;

  @BeforeAll
  static void start() {
    origin = AclFixture.start(directory);
    parts = origin.parts();
    feed = parts.ingest("b");
  }

  @AfterAll
  static void stop() {
    feed.close();
    origin.close();
  }

  @Test
  void the_whole_origin_works_with_what_is_written_down() throws Exception {
    try (Heard heard = new Heard();
        IngestServer a = parts.ingest("a");
        ServingNode node = parts.serving(parts.newName("whole"))) {
      assertThat(Parts.health(a)).startsWith("200 ");
      awaitReady(node);
      EventDefinition event = parts.newEvent("a", "b");
      Patience.await("declared")
          .until(() -> accepted(() -> Parts.admin(node).apply(event), new ArrayList<>()));
      long number = Parts.number(event);
      Parts.publish(a, event, number, "Event-Notifications", "ad-break=\"start\";for=3");
      Parts.publish(feed, event, number);
      Parts.publish(feed, event, number + 1, "Segment-Defects", "dropped-video-frames;count=12");
      awaitServed(node, Parts.initPath(event));
      awaitServed(node, Parts.path(event, number));
      assertThat(pipeline(node, event, number)).isEqualTo("a");

      Parts.admin(node)
          .mask(new Mask("t", event.event(), "m", "a", Mask.ALL, number, number, MASKED));
      Patience.await().until(() -> pipeline(node, event, number).equals("b"));
      Parts.admin(node).publish(notification(event, number));
      Patience.await()
          .untilAsserted(
              () ->
                  assertThat(Parts.admin(node).listNotifications(event.id()))
                      .as("of the operator and of the packager")
                      .hasSize(2));
      Parts.admin(node).invalidate(invalidation(event));
      Patience.await().until(() -> reports(node, event, "whole"));

      assertThat(Parts.put(a, event, number + 1_000_000).statusCode()).isEqualTo(400);
      poison();
      Patience.await()
          .untilAsserted(
              () -> {
                assertThat(parts.command("support", "refusals", "--event", event.id().toString()))
                    .contains("number-outside-schedule");
                assertThat(parts.command("support", "quarantine")).contains("segments.b");
                assertThat(parts.command("support", "audit", "--event", event.id().toString()))
                    .startsWith("0 ")
                    .contains("masks");
                assertThat(
                        parts.command(
                            "support",
                            "explain",
                            Parts.track(event).event()
                                + "/"
                                + Parts.track(event).representation()
                                + "/"
                                + number))
                    .startsWith("0 ");
                assertThat(parts.command("support", "report", event.id().toString()))
                    .startsWith("0 ");
                assertThat(parts.command("analyst", "defects", "--event", event.id().toString()))
                    .startsWith("0 ")
                    .contains("12 video frames");
              });
      assertThat(Parts.health(a)).startsWith("200 ");
      assertThat(Parts.health(node)).startsWith("200 ");
      assertThat(heard.warned("lacks")).as(heard.all()).isFalse();
      assertThat(heard.warned("uthoriz")).as(heard.all()).isFalse();

      // Another index, and bytes that are in no memory.
      try (ServingNode again = restarted(node)) {
        awaitReady(again);
        Patience.await().until(() -> pipeline(again, event, number).equals("b"));
      }
      assertNoSecret(heard);
    }
  }

  private static ServingNode restarted(ServingNode node) {
    node.close();
    return parts.serving(parts.newName("again"));
  }

  private static void assertNoSecret(Heard heard) {
    for (String user : List.of("ingest-a", "ingest-b", "serving", "support", "analyst")) {
      assertThat(heard.all()).doesNotContain(SecuredBroker.password(user));
    }
  }

  private static Notification notification(EventDefinition event, long number) {
    return new Notification(
        "t",
        event.event(),
        "programme",
        "programme",
        "News",
        number,
        Optional.empty(),
        NotificationSource.OPERATOR,
        false);
  }

  /** Nobody can read it. */
  private static void poison() throws InterruptedException, ExecutionException {
    try (Producer<String, byte[]> producer =
        origin.broker().kafka(SecuredBroker.SUPER).durableProducer("poison", Patience.LIMIT)) {
      producer.send(new ProducerRecord<>(Topics.segments("b"), 0, "no/such", new byte[1])).get();
    }
  }
}
