package io.liveorigin.standalone.secured;

import static io.liveorigin.standalone.secured.ServingChecks.awaitReady;
import static io.liveorigin.standalone.secured.ServingChecks.served;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.testing.Patience;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: what is revoked while a part runs is told by the health check and the log, and the
 * part goes on when it is granted again.
 */
class KafkaRevokedAclsIT {
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
          origin.revoke(row, "serving");
          Parts.publish(feed, event, number, "Segment-Defects", "dropped-video-frames;count=12");
          Patience.await("ready says " + row)
              .until(
                  () ->
                      Parts.health(node.node())
                          .matches("(?s)503 .*lacks.*\\Q" + row.name() + "\\E.*"));
          Patience.await("the log says " + row).until(() -> heard.warned("lacks", row.name()));
        } finally {
          origin.grant(row, "serving");
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
      for (AclTable.Row row : AclTable.of("ingest")) {
        origin.revoke(row, "ingest-a");
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
          origin.grant(row, "ingest-a");
        }
        Patience.await(row + " is back").until(() -> Parts.health(ingest).startsWith("200 "));
        assertThat(Parts.stored(Parts.put(ingest, event, number + 1).statusCode())).isTrue();
      }
    }
  }
}
