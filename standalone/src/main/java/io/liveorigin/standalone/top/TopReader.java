package io.liveorigin.standalone.top;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.AdminException;
import io.liveorigin.standalone.admin.MetricsText;
import io.liveorigin.standalone.admin.NodeClient;
import io.liveorigin.standalone.top.TopFacts.EventRow;
import io.liveorigin.standalone.top.TopFacts.Lanes;
import io.liveorigin.standalone.top.TopFacts.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the facts from the admin API of one node. One thread; blocks. */
final class TopReader {
  private final AdminClient admin;
  private final NodeClient node;
  private final Clock clock;
  private final Rates rates = new Rates();

  TopReader(AdminClient admin, Clock clock) {
    this.admin = admin;
    this.node = new NodeClient(admin);
    this.clock = clock;
  }

  /**
   * Asks the node. Throws {@code AdminException} if it does not respond.
   *
   * @param opened the event whose lanes are shown; empty for the first one
   * @param representation place of its representation in the definition, counted from 0 in a circle
   */
  TopFacts read(Optional<String> opened, int representation) {
    long now = clock.millis();
    JsonNode status = node.status();
    Optional<MetricsText> metrics = metrics();
    List<EventDefinition> definitions = admin.events();
    List<EventRow> rows = new ArrayList<>();
    for (JsonNode event : status.path("events")) {
      String id = event.path("event").asText();
      definitions.stream()
          .filter(each -> each.id().toString().equals(id))
          .findFirst()
          .ifPresent(definition -> rows.add(row(event, id, metrics, definition, now)));
    }
    Optional<Lanes> lanes =
        definitions.stream()
            .filter(each -> opened.isEmpty() || each.id().toString().equals(opened.get()))
            .findFirst()
            .map(definition -> lanes(definition, representation, now));
    boolean ready = status.path("ready").asBoolean();
    String words =
        (ready ? "ready" : "not ready: " + status.path("reason").asText())
            + ", "
            + status.path("build").path("version").asText();
    return new TopFacts(now, words, ready, List.copyOf(rows), lanes);
  }

  /** Empty for a credential of one tenant, because the metrics are about all. */
  private Optional<MetricsText> metrics() {
    try {
      return Optional.of(node.metrics());
    } catch (AdminException e) {
      return Optional.empty();
    }
  }

  private EventRow row(
      JsonNode event,
      String id,
      Optional<MetricsText> known,
      EventDefinition definition,
      long now) {
    MetricsText metrics = known.orElseGet(() -> MetricsText.read(""));
    long responses = 0;
    for (JsonNode count : event.path("requests")) {
      responses += count.asLong();
    }
    double defects =
        metrics.all("origin_event_defects_total", "event", id).stream()
            .mapToDouble(MetricsText.Sample::value)
            .sum();
    OptionalDouble perMinute =
        known.isPresent() ? rates.perSecond("defects " + id, defects, now) : OptionalDouble.empty();
    long decided = event.path("decided").asLong(-1);
    OptionalDouble age =
        MetricsText.first(metrics.all("origin_event_edge_age_seconds", "event", id));
    return new EventRow(
        id,
        known.isPresent() ? state(id, metrics, definition, age, now) : State.UNKNOWN,
        decided < 0 ? OptionalLong.empty() : OptionalLong.of(decided),
        age,
        rates.perSecond("responses " + id, responses, now),
        event.path("holds").asInt(),
        perMinute.isPresent()
            ? OptionalDouble.of(perMinute.getAsDouble() * 60)
            : OptionalDouble.empty());
  }

  private static State state(
      String id, MetricsText metrics, EventDefinition definition, OptionalDouble age, long now) {
    List<MetricsText.Sample> ages = metrics.all("origin_event_pipeline_age_seconds", "event", id);
    return EventState.of(
        definition,
        MetricsText.first(metrics.all("origin_event_live", "event", id)).orElse(0) > 0,
        age,
        ages.stream().map(MetricsText.Sample::value).toList(),
        now);
  }

  private Lanes lanes(EventDefinition definition, int place, long now) {
    List<Representation> all = definition.representations();
    String representation = all.get(Math.floorMod(place, all.size())).id();
    long edge = Math.max(0, definition.schedule().liveEdge(now));
    return new Lanes(
        definition.id().toString(),
        representation,
        definition.pipelines(),
        edge,
        node.decisions(definition.id(), representation, OptionalLong.of(edge), TopFrame.NUMBERS));
  }
}
