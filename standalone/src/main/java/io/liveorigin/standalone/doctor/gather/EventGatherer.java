package io.liveorigin.standalone.doctor.gather;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.AdminException;
import io.liveorigin.standalone.admin.MetricsText;
import io.liveorigin.standalone.admin.NodeClient;
import io.liveorigin.standalone.doctor.facts.EventFacts;
import io.liveorigin.standalone.doctor.facts.NodeEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Asks a serving node about the events. */
final class EventGatherer {
  /** Each costs two requests; of more events, name the one to check. */
  private static final int MOST = 50;

  private static final int RECENT = 60;

  private EventGatherer() {}

  /**
   * Returns the wanted event, or all. An event that cannot be asked about does not hide the others;
   * one that was deleted meanwhile is left out. Throws {@link AdminException} if the node does not
   * say which are declared.
   */
  static NodeEvents ask(AdminClient admin, EventSource source, Optional<EventId> wanted) {
    NodeClient node = new NodeClient(admin);
    List<EventDefinition> declared = new ArrayList<>();
    List<EventFacts> events = new ArrayList<>();
    Map<EventId, String> unknown = new LinkedHashMap<>();
    for (EventDefinition event : admin.events()) {
      if (wanted.isPresent() && !wanted.get().equals(event.id())) {
        continue;
      }
      if (events.size() + unknown.size() < MOST) {
        try {
          events.add(facts(admin, node, source.answers(), event));
        } catch (AdminException | OriginException e) {
          if (deleted(admin, event.id())) {
            continue;
          }
          unknown.put(event.id(), Gatherer.words(e));
        }
      }
      declared.add(event);
    }
    return new NodeEvents(
        source.node().toString(),
        source.ready(),
        List.copyOf(declared),
        List.copyOf(events),
        unknown);
  }

  private static boolean deleted(AdminClient admin, EventId event) {
    try {
      return admin.event(event).isEmpty();
    } catch (AdminException | OriginException e) {
      return false;
    }
  }

  private static EventFacts facts(
      AdminClient admin, NodeClient node, NodeGatherer.Answers answers, EventDefinition event) {
    String id = event.id().toString();
    MetricsText metrics = answers.metrics();
    Map<String, Double> ages = new TreeMap<>();
    metrics
        .all("origin_event_pipeline_age_seconds", "event", id)
        .forEach(sample -> ages.put(sample.labels().get("pipeline"), sample.value()));
    return new EventFacts(
        event,
        MetricsText.first(metrics.all("origin_event_live", "event", id)).orElse(0) > 0,
        MetricsText.first(metrics.all("origin_event_edge_age_seconds", "event", id)),
        ages,
        initDefects(answers.status(), id),
        admin.listMasks(event.id()),
        node.decisions(
            event.id(), event.representations().get(0).id(), OptionalLong.empty(), RECENT));
  }

  private static List<String> initDefects(JsonNode status, String id) {
    List<String> defects = new ArrayList<>();
    for (JsonNode event : status.path("events")) {
      if (event.path("event").asText().equals(id)) {
        for (JsonNode init : event.path("initDefects")) {
          List<String> kinds = new ArrayList<>();
          init.path("defects").forEach(defect -> kinds.add(defect.path("kind").asText()));
          defects.add(
              "%s, pipeline %s: %s"
                  .formatted(
                      init.path("representation").asText(),
                      init.path("pipeline").asText(),
                      String.join(", ", kinds)));
        }
      }
    }
    return defects;
  }
}
