package io.liveorigin.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.ingest.IngestServer;
import java.nio.file.Path;
import java.util.List;

/**
 * A secured broker with all topics and with the users of {@code docs/kafka-acls.md}, each of whom
 * has the ACLs of its part and no others. Pipeline a has published one segment.
 */
final class AclFixture implements AutoCloseable {
  private final SecuredBroker broker;
  private final Parts parts;

  private AclFixture(SecuredBroker broker, Parts parts) {
    this.broker = broker;
    this.parts = parts;
  }

  static AclFixture start(Path directory) {
    SecuredBroker broker = SecuredBroker.start(directory);
    Parts parts = new Parts(broker, directory);
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
    // A topic without a record is read to its end without leave.
    try (IngestServer a = parts.ingest("a")) {
      EventDefinition event = parts.declared("a");
      Parts.publish(a, event, Parts.number(event));
    }
    return new AclFixture(broker, parts);
  }

  SecuredBroker broker() {
    return broker;
  }

  Parts parts() {
    return parts;
  }

  /** Returns when the broker goes without the ACL of that row. */
  void revoke(AclTable.Row row, String user) {
    broker.revoke(row.binding(user));
  }

  /** Returns when the broker goes by the ACL of that row. */
  void grant(AclTable.Row row, String user) {
    broker.grant(List.of(row.binding(user)));
  }

  /** Whether the response or a warning names the resource and the document. */
  static boolean named(AclTable.Row row, String said, Heard heard) {
    return (said.contains(row.name()) && said.contains("docs/kafka-acls.md"))
        || heard.warned(row.name(), "docs/kafka-acls.md");
  }

  @Override
  public void close() {
    broker.close();
  }
}
