package io.liveorigin.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.testing.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant: without any one ACL of an ingest in {@code docs/kafka-acls.md}, the check that is
 * written there fails and a message names the resource. Once it is granted again, the ingest goes
 * on, without a restart where it could start.
 */
class KafkaIngestAclsIT {
  @TempDir static Path directory;
  private static AclFixture origin;
  private static Parts parts;

  @BeforeAll
  static void start() {
    origin = AclFixture.start(directory);
    parts = origin.parts();
  }

  @AfterAll
  static void stop() {
    origin.close();
  }

  private static List<AclTable.Row> ingestRows() {
    return AclTable.of("ingest");
  }

  @ParameterizedTest
  @MethodSource("ingestRows")
  void an_ingest_needs_each_of_them(AclTable.Row row) {
    origin.revoke(row, "ingest-a");
    try (Heard heard = new Heard()) {
      if (row.check().equals("start")) {
        assertThatThrownBy(() -> parts.ingest("a"))
            .hasMessageContaining("'ingest-a'")
            .hasMessageContaining(row.name())
            .hasMessageContaining("docs/kafka-acls.md");
        origin.grant(row, "ingest-a");
        parts.ingest("a").close();
        return;
      }
      try (IngestServer ingest = parts.ingest("a")) {
        EventDefinition event = parts.declared("a");
        BooleanSupplier check = ingestCheck(row.check(), ingest, event);
        assertThat(check.getAsBoolean()).as(row + " works all the same").isFalse();
        Patience.await("a message names " + row.name())
            .until(() -> AclFixture.named(row, Parts.health(ingest), heard));
        origin.grant(row, "ingest-a");
        Patience.await(row + " works again").until(check::getAsBoolean);
        Patience.await("ready again").until(() -> Parts.health(ingest).startsWith("200 "));
      }
    } finally {
      origin.grant(row, "ingest-a");
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
}
