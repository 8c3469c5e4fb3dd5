package io.liveorigin.standalone.secured;

import static io.liveorigin.standalone.secured.ServingChecks.accepted;
import static io.liveorigin.standalone.secured.ServingChecks.awaitReady;
import static io.liveorigin.standalone.secured.ServingChecks.invalidation;
import static io.liveorigin.standalone.secured.ServingChecks.reports;
import static io.liveorigin.standalone.secured.ServingChecks.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.bytes.kafka.ReadBackSettings;
import io.liveorigin.serving.cmcd.ViewSettings;
import io.liveorigin.standalone.process.ServingNode;
import io.liveorigin.testing.Patience;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant: without any one ACL of a serving node in {@code docs/kafka-acls.md}, the check that is
 * written there fails and a message names the resource. Once it is granted again, the node goes on,
 * without a restart where it could start and is alive.
 */
class KafkaServingAclsIT {
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

  private static List<AclTable.Row> servingRows() {
    return AclTable.of("serving");
  }

  @ParameterizedTest
  @MethodSource("servingRows")
  void a_serving_node_needs_each_of_them(AclTable.Row row) {
    origin.revoke(row, "serving");
    String name = parts.newName("s");
    try (Heard heard = new Heard()) {
      if (row.check().equals("start")) {
        assertThatThrownBy(() -> parts.serving(name))
            .hasMessageContaining("'serving'")
            .hasMessageContaining(row.name())
            .hasMessageContaining("docs/kafka-acls.md");
        origin.grant(row, "serving");
        parts.serving(name).close();
        return;
      }
      if (row.check().equals("views")) {
        views(row, name);
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
                  return AclFixture.named(row, Parts.health(node.node()) + said, heard);
                });
        origin.grant(row, "serving");
        node.supervised(true);
        Patience.await(row + " works again").until(check::getAsBoolean);
        awaitReady(node.node());
      }
    } finally {
      origin.grant(row, "serving");
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

  /** A node that does not write views works without it; one that does says what it lacks. */
  private static void views(AclTable.Row row, String name) {
    UnaryOperator<ServingConfig> writing =
        config -> config.withViews(Optional.of(ViewSettings.standard()));
    try (ServingNode node = parts.serving(name)) {
      awaitReady(node);
    }
    assertThatThrownBy(() -> parts.serving(name, writing))
        .hasMessageContaining("'serving'")
        .hasMessageContaining(row.name())
        .hasMessageContaining("docs/kafka-acls.md");
    origin.grant(row, "serving");
    parts.serving(name, writing).close();
  }

  /** The node works without it, and the brokers do not hold it to the rate. */
  private static void quota(AclTable.Row row, Heard heard) {
    ReadBackSettings limited = ReadBackSettings.standard().withBytesPerSecond(8 << 20);
    try (ServingNode node = parts.serving(parts.newName("q"), c -> c.withReadBack(limited))) {
      awaitReady(node);
      assertThat(heard.warned("the quota of", "was not set")).isTrue();
    }
    origin.grant(row, "serving");
    try (Heard later = new Heard();
        ServingNode node = parts.serving(parts.newName("q"), c -> c.withReadBack(limited))) {
      awaitReady(node);
      assertThat(later.warned("the quota of")).as(later.all()).isFalse();
    }
  }
}
