package io.liveorigin.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.standalone.admin.AdminException;
import io.liveorigin.standalone.process.ServingNode;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.testing.Patience;
import java.util.List;

/** Checks of a serving node and of its admin API, for tests of Kafka's rights. */
final class ServingChecks {
  private ServingChecks() {}

  static boolean accepted(Runnable order, List<String> said) {
    try {
      order.run();
      return true;
    } catch (AdminException e) {
      said.add(e.getMessage());
      return false;
    }
  }

  static boolean served(ServingNode node, String path) {
    return new Http(node.port()).get(path).statusCode() == 200;
  }

  static void awaitServed(ServingNode node, String path) {
    Patience.await(path).until(() -> served(node, path));
  }

  static void awaitReady(ServingNode node) {
    Patience.await("ready").untilAsserted(() -> assertThat(Parts.health(node)).startsWith("200 "));
  }

  static String pipeline(ServingNode node, EventDefinition event, long number) {
    return new Http(node.port())
        .get(Parts.path(event, number))
        .headers()
        .firstValue("Origin-Pipeline")
        .orElse("none");
  }

  static boolean reports(ServingNode node, EventDefinition event, String name) {
    return Parts.admin(node).invalidation(event.id(), "i").stream()
        .flatMap(status -> status.cells().keySet().stream())
        .anyMatch(cell -> cell.contains(name));
  }

  static Invalidation invalidation(EventDefinition event) {
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
}
