package io.liveorigin.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.serving.bytes.kafka.ReadBackSettings;
import io.liveorigin.standalone.admin.AdminException;
import io.liveorigin.standalone.process.ServingNode;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.testing.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariants: the origin works with the ACLs of {@code docs/kafka-acls.md} and no others; without
 * any one of them the check that is written there fails, a message names the resource, and once it
 * is granted again the part goes on, without a restart where it could start and is alive.
 */
class KafkaAclsIT {
  private static final String MASKED = "masked by this test";

  @TempDir static Path directory;
  private static SecuredBroker broker;
  private static Parts parts;

  /** Feeds what serving nodes are tried with. */
  private static IngestServer feed;

  @BeforeAll
  static void start() {
    broker = SecuredBroker.start(directory);
    parts = new Parts(broker, directory);
    for (String user : List.of("set-up", "ingest-a", "ingest-b", "serving", "analyst", "support")) {
      broker.user(user, SecuredBroker.password(user));
    }
    for (String part : List.of("set-up", "serving", "analyst", "support")) {
      broker.grant(AclTable.bindings(part, "a", part));
    }
    broker.grant(AclTable.bindings("ingest", "a", "ingest-a"));
    broker.grant(AclTable.bindings("ingest", "b", "ingest-b"));
    assertThat(parts.command("set-up", "topics", "--pipeline", "a,b", "--cell", "cell"))
        .startsWith("0 ");
    feed = parts.ingest("b");
    // A topic without a record is read to its end without leave.
    try (IngestServer a = parts.ingest("a")) {
      EventDefinition event = parts.declared("a");
      Parts.publish(a, event, Parts.number(event));
    }
  }

  @AfterAll
  static void stop() {
    feed.close();
    broker.close();
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

  @Test
  void nobody_may_do_more() {
    for (String topic : List.of("segments.a", "segments.b", "inits.a", "inits.b", "refusals")) {
      assertThat(mayWrite("serving", topic)).as("serving writes " + topic).isFalse();
    }
    for (String topic :
        List.of("segments.b", "inits.b", "selections", "selections.inits", "defects", "cells")) {
      assertThat(mayWrite("ingest-a", topic)).as("ingest a writes " + topic).isFalse();
    }
    for (String topic : List.of("segments.a", "segments.b", "inits.b", "selections", "defects")) {
      assertThat(mayRead("ingest-a", topic)).as("ingest a reads " + topic).isFalse();
    }
    for (String topic :
        List.of(
            "segments.a",
            "inits.a",
            "control",
            "selections.inits",
            "quarantine",
            "refusals",
            "audit",
            "cells",
            "clock",
            "cell-candidates-changelog")) {
      assertThat(mayRead("analyst", topic)).as("an analyst reads " + topic).isFalse();
    }
    assertThat(mayRead("analyst", "selections")).isTrue();
    assertThat(mayRead("analyst", "defects")).isTrue();
    for (String topic : List.of("selections", "defects", "control", "segments.a")) {
      assertThat(mayWrite("analyst", topic)).as("an analyst writes " + topic).isFalse();
      assertThat(mayWrite("support", topic)).as("support writes " + topic).isFalse();
      assertThat(mayWrite("set-up", topic)).as("set-up writes " + topic).isFalse();
      assertThat(mayRead("set-up", topic)).as("set-up reads " + topic).isFalse();
    }
    assertThat(mayWrite("ingest-a", "segments.a")).as("the probe itself").isTrue();
  }

  private static boolean mayWrite(String user, String topic) {
    try (Producer<String, byte[]> producer =
        broker.kafka(user).durableProducer(parts.newName("try"), Duration.ofSeconds(60))) {
      // To a partition that nobody reads anything from: the record is poison to all of them.
      producer.send(new ProducerRecord<>(topic, 0, "tried/by/test", new byte[0])).get();
      return true;
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(AuthorizationException.class);
      return false;
    } catch (KafkaException e) {
      // Refused before it was sent: an idempotent producer asks for an id in the background.
      assertThat(e instanceof AuthorizationException ? e : e.getCause())
          .isInstanceOf(AuthorizationException.class);
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean mayRead(String user, String topic) {
    try (Consumer<String, byte[]> consumer =
        broker.kafka(user).readerConsumer(parts.newName("try"))) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      // Describe alone lets whoever asks know where it ends, and no record out.
      consumer.poll(Duration.ofMillis(1));
      consumer.position(partition);
      Patience.await()
          .until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty() || end(consumer));
      return true;
    } catch (AuthorizationException e) {
      return false;
    }
  }

  private static boolean end(Consumer<String, byte[]> consumer) {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static List<AclTable.Row> ingestRows() {
    return AclTable.of("ingest");
  }

  @ParameterizedTest
  @MethodSource("ingestRows")
  void an_ingest_needs_each_of_them(AclTable.Row row) {
    broker.revoke(row.binding("ingest-a"));
    try (Heard heard = new Heard()) {
      if (row.check().equals("start")) {
        assertThatThrownBy(() -> parts.ingest("a"))
            .hasMessageContaining("'ingest-a'")
            .hasMessageContaining(row.name())
            .hasMessageContaining("docs/kafka-acls.md");
        grant(row, "ingest-a");
        parts.ingest("a").close();
        return;
      }
      try (IngestServer ingest = parts.ingest("a")) {
        EventDefinition event = parts.declared("a");
        BooleanSupplier check = ingestCheck(row.check(), ingest, event);
        assertThat(check.getAsBoolean()).as(row + " works all the same").isFalse();
        Patience.await("a message names " + row.name())
            .until(() -> named(row, Parts.health(ingest), heard));
        grant(row, "ingest-a");
        Patience.await(row + " works again").until(check::getAsBoolean);
        Patience.await("ready again").until(() -> Parts.health(ingest).startsWith("200 "));
      }
    } finally {
      grant(row, "ingest-a");
    }
  }

  private static BooleanSupplier ingestCheck(
      String check, IngestServer ingest, EventDefinition event) {
    long number = Parts.number(event);
    return switch (check) {
      case "ready" -> () -> Parts.health(ingest).startsWith("200 ");
      case "init" ->
          () -> {
            Patience.await()
                .until(
                    () ->
                        new Http(ingest.port())
                                .put("/" + event.id() + "/", new byte[0])
                                .statusCode()
                            == 200);
            return Parts.stored(Parts.putInit(ingest, event));
          };
      case "put" -> () -> Parts.stored(Parts.put(ingest, event, number).statusCode());
      case "announce" ->
          () -> {
            Parts.publish(ingest, event, number, "Event-Notifications", "ad-break=\"start\";for=3");
            Patience.await()
                .until(() -> announced(ingest, "published") + announced(ingest, "retried") > 0);
            return announced(ingest, "published") > 0;
          };
      default -> throw new AssertionError("no such check: " + check);
    };
  }

  private static double announced(IngestServer ingest, String outcome) {
    String name = "ingest_announcements_total{outcome=\"" + outcome + "\"";
    return new String(new Http(ingest.port()).get("/-/metrics").body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static List<AclTable.Row> servingRows() {
    return AclTable.of("serving");
  }

  @ParameterizedTest
  @MethodSource("servingRows")
  void a_serving_node_needs_each_of_them(AclTable.Row row) {
    broker.revoke(row.binding("serving"));
    String name = parts.newName("s");
    try (Heard heard = new Heard()) {
      if (row.check().equals("start")) {
        assertThatThrownBy(() -> parts.serving(name))
            .hasMessageContaining("'serving'")
            .hasMessageContaining(row.name())
            .hasMessageContaining("docs/kafka-acls.md");
        grant(row, "serving");
        parts.serving(name).close();
        return;
      }
      if (row.check().equals("quota")) {
        quota(row, heard);
        return;
      }
      try (SupervisedNode node = new SupervisedNode(name, parts::serving)) {
        if (row.optional()) {
          awaitReady(node.node());
        }
        // Declared later where the check itself declares one.
        EventDefinition event =
            List.of("declare", "new-pipeline").contains(row.check())
                ? parts.newEvent("b")
                : parts.declared("b");
        List<String> said = new ArrayList<>();
        BooleanSupplier check = servingCheck(row.check(), node, event, said);
        Patience.await("a message names " + row.name() + " while it does not work")
            .until(
                () -> {
                  assertThat(check.getAsBoolean()).as(row + " works all the same").isFalse();
                  return named(row, Parts.health(node.node()) + said, heard);
                });
        grant(row, "serving");
        node.supervised(true);
        Patience.await(row + " works again").until(check::getAsBoolean);
        awaitReady(node.node());
      }
    } finally {
      grant(row, "serving");
    }
  }

  private static BooleanSupplier servingCheck(
      String check, SupervisedNode node, EventDefinition event, List<String> said) {
    long number = Parts.number(event);
    return switch (check) {
      case "declare" -> () -> accepted(() -> Parts.admin(node.node()).apply(event), said);
      case "new-pipeline" -> {
        EventDefinition other = parts.newEvent(parts.newName("p"));
        yield () -> accepted(() -> Parts.admin(node.node()).apply(other), said);
      }
      case "init" -> {
        Parts.publish(feed, event, number);
        yield () -> served(node.node(), Parts.initPath(event));
      }
      case "decide" -> {
        Parts.publish(feed, event, number);
        yield () -> served(node.node(), Parts.path(event, number));
      }
      case "report" -> {
        Patience.await()
            .until(
                () ->
                    accepted(() -> Parts.admin(node.node()).invalidate(invalidation(event)), said));
        yield () -> reports(node.node(), event, node.name());
      }
      default -> throw new AssertionError("no such check: " + check);
    };
  }

  /** The node works without it, and the brokers do not hold it to the rate. */
  private static void quota(AclTable.Row row, Heard heard) {
    ReadBackSettings limited = ReadBackSettings.standard().withBytesPerSecond(8 << 20);
    try (ServingNode node = parts.serving(parts.newName("q"), c -> c.withReadBack(limited))) {
      awaitReady(node);
      assertThat(heard.warned("the quota of", "was not set")).isTrue();
    }
    grant(row, "serving");
    try (Heard later = new Heard();
        ServingNode node = parts.serving(parts.newName("q"), c -> c.withReadBack(limited))) {
      awaitReady(node);
      assertThat(later.warned("the quota of")).as(later.all()).isFalse();
    }
  }

  private static List<AclTable.Row> readerRows() {
    List<AclTable.Row> rows = new ArrayList<>(AclTable.of("analyst"));
    rows.addAll(AclTable.of("support"));
    return rows;
  }

  @ParameterizedTest
  @MethodSource("readerRows")
  void whoever_reads_needs_each_of_them(AclTable.Row row) {
    EventDefinition event = parts.declared("b");
    if (row.check().equals("consume")) {
      assertThat(mayRead(row.part(), row.name())).isTrue();
      broker.revoke(row.binding(row.part()));
      assertThat(mayRead(row.part(), row.name())).isFalse();
      grant(row, row.part());
      return;
    }
    String[] command =
        row.check().equals("explain")
            ? new String[] {
              "explain",
              Parts.track(event).event() + "/" + Parts.track(event).representation() + "/1"
            }
            : new String[] {row.check()};
    assertThat(parts.command(row.part(), command)).startsWith("0 ");
    broker.revoke(row.binding(row.part()));
    try {
      assertThat(parts.command(row.part(), command))
          .startsWith("1 origin " + row.check() + ": ")
          .contains("user '" + row.part() + "'", "topic " + row.name(), "docs/kafka-acls.md")
          .hasLineCount(1);
    } finally {
      grant(row, row.part());
    }
  }

  /** Of each kind: a topic that is written, one that is read, one of a pattern, the group. */
  @Test
  void what_is_revoked_while_a_node_runs_is_told_and_it_goes_on_when_it_is_back() {
    List<AclTable.Row> kinds =
        AclTable.of("serving").stream()
            .filter(
                row ->
                    (row.operation().equals("Write") && row.name().equals("selections"))
                        || (row.operation().equals("Write") && row.name().equals("defects"))
                        || (row.operation().equals("Read") && row.name().equals("control"))
                        || (row.operation().equals("Read") && row.name().equals("segments."))
                        || row.name().equals("cell"))
            .toList();
    assertThat(kinds).hasSize(5);
    try (SupervisedNode node = new SupervisedNode(parts.newName("r"), parts::serving)) {
      awaitReady(node.node());
      for (AclTable.Row row : kinds) {
        EventDefinition event = parts.declared("b");
        long number = Parts.number(event);
        node.supervised(false);
        // Listens before the right is revoked: the node may notice at once, and says it once.
        try (Heard heard = new Heard()) {
          broker.revoke(row.binding("serving"));
          Parts.publish(feed, event, number, "Segment-Defects", "dropped-video-frames;count=12");
          Patience.await("ready says " + row)
              .until(
                  () ->
                      Parts.health(node.node())
                          .matches("(?s)503 .*lacks.*\\Q" + row.name() + "\\E.*"));
          Patience.await("the log says " + row).until(() -> heard.warned("lacks", row.name()));
        } finally {
          grant(row, "serving");
        }
        node.supervised(true);
        Patience.await(row + " is back")
            .until(() -> served(node.node(), Parts.path(event, number)));
        awaitReady(node.node());
      }
    }
  }

  @Test
  void what_is_revoked_while_an_ingest_runs_is_told_and_it_goes_on_when_it_is_back() {
    try (IngestServer ingest = parts.ingest("a")) {
      EventDefinition event = parts.declared("a");
      long number = Parts.number(event);
      Parts.publish(ingest, event, number);
      for (AclTable.Row row : ingestRows()) {
        broker.revoke(row.binding("ingest-a"));
        try {
          if (!row.name().equals("live-origin.control")) {
            Patience.await("ready says " + row)
                .until(
                    () ->
                        Parts.health(ingest)
                            .matches(
                                "(?s)503 .*lacks "
                                    + row.operation()
                                    + " on topic \\Q"
                                    + row.name()
                                    + "\\E.*"));
          }
          if (row.name().equals("segments.a") && row.operation().equals("Write")) {
            assertThat(Parts.text(Parts.put(ingest, event, number + 1)))
                .startsWith("503 ")
                .contains("storage-unavailable", "segments.a");
          }
        } finally {
          grant(row, "ingest-a");
        }
        Patience.await(row + " is back").until(() -> Parts.health(ingest).startsWith("200 "));
        assertThat(Parts.stored(Parts.put(ingest, event, number + 1).statusCode())).isTrue();
      }
    }
  }

  private static boolean named(AclTable.Row row, String said, Heard heard) {
    return (said.contains(row.name()) && said.contains("docs/kafka-acls.md"))
        || heard.warned(row.name(), "docs/kafka-acls.md");
  }

  private static void grant(AclTable.Row row, String user) {
    broker.grant(List.of(row.binding(user)));
  }

  private static boolean accepted(Runnable order, List<String> said) {
    try {
      order.run();
      return true;
    } catch (AdminException e) {
      said.add(e.getMessage());
      return false;
    }
  }

  private static boolean served(ServingNode node, String path) {
    return new Http(node.port()).get(path).statusCode() == 200;
  }

  private static void awaitServed(ServingNode node, String path) {
    Patience.await(path).until(() -> served(node, path));
  }

  private static void awaitReady(ServingNode node) {
    Patience.await("ready").untilAsserted(() -> assertThat(Parts.health(node)).startsWith("200 "));
  }

  private static String pipeline(ServingNode node, EventDefinition event, long number) {
    return new Http(node.port())
        .get(Parts.path(event, number))
        .headers()
        .firstValue("Origin-Pipeline")
        .orElse("none");
  }

  private static boolean reports(ServingNode node, EventDefinition event, String name) {
    return Parts.admin(node).invalidation(event.id(), "i").stream()
        .flatMap(status -> status.cells().keySet().stream())
        .anyMatch(cell -> cell.contains(name));
  }

  private static Invalidation invalidation(EventDefinition event) {
    return new Invalidation(
        "t",
        event.event(),
        "i",
        Invalidation.ALL,
        Invalidation.ALL,
        null,
        null,
        null,
        null,
        "test");
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
        broker.kafka(SecuredBroker.SUPER).durableProducer("poison", Patience.LIMIT)) {
      producer.send(new ProducerRecord<>(Topics.segments("b"), 0, "no/such", new byte[1])).get();
    }
  }
}
