package io.liveorigin.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.EventDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant: without any one ACL of an analyst or of support in {@code docs/kafka-acls.md}, the
 * command that is written there fails with one line that names the topic.
 */
class KafkaReaderAclsIT {
  @TempDir static Path directory;
  private static AclFixture origin;
  private static Parts parts;
  private static TopicAccess access;

  @BeforeAll
  static void start() {
    origin = AclFixture.start(directory);
    parts = origin.parts();
    access = new TopicAccess(origin);
  }

  @AfterAll
  static void stop() {
    origin.close();
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
      assertThat(access.mayRead(row.part(), row.name())).isTrue();
      origin.revoke(row, row.part());
      assertThat(access.mayRead(row.part(), row.name())).isFalse();
      origin.grant(row, row.part());
      return;
    }
    if (row.check().equals("report")) {
      report(row, event);
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
    origin.revoke(row, row.part());
    try {
      assertThat(parts.command(row.part(), command))
          .startsWith("1 origin " + row.check() + ": ")
          .contains("user '" + row.part() + "'", "topic " + row.name(), "docs/kafka-acls.md")
          .hasLineCount(1);
    } finally {
      origin.grant(row, row.part());
    }
  }

  /** The rest of the report needs no record about viewers. */
  private static void report(AclTable.Row row, EventDefinition event) {
    assertThat(parts.command("support", "report", event.id().toString()))
        .startsWith("0 ")
        .doesNotContain("docs/kafka-acls.md");
    origin.revoke(row, "support");
    try {
      assertThat(parts.command("support", "report", event.id().toString()))
          .startsWith("0 ")
          .contains("user 'support'", "topic views", "docs/kafka-acls.md");
    } finally {
      origin.grant(row, "support");
    }
  }
}
