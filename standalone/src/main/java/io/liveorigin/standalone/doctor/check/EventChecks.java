package io.liveorigin.standalone.doctor.check;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Pause;
import io.liveorigin.contract.segment.CandidateClass;
import io.liveorigin.standalone.doctor.Findings;
import io.liveorigin.standalone.doctor.facts.EventFacts;
import io.liveorigin.standalone.doctor.facts.Facts;
import io.liveorigin.standalone.doctor.facts.Gathered;
import io.liveorigin.standalone.doctor.facts.NodeEvents;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Whether events are published, decided and served as they are declared. */
final class EventChecks {
  /** An age in segments above which a pipeline is late, and one above which it is silent. */
  private static final int LATE = 2;

  private static final int SILENT = 4;

  /** The newest numbers of a track, in which viewers would notice a fault now. */
  private static final int NEWEST = 5;

  private EventChecks() {}

  static void events(Facts facts, Findings findings) {
    Optional<NodeEvents> known = findings.require("events", facts.events());
    if (known.isEmpty()) {
      return;
    }
    NodeEvents events = known.get();
    if (!events.ready()) {
      findings.warning(
          "all about events is from " + events.node() + ", which is not ready",
          "see nodes; what it says may be old");
    }
    if (events.declared().isEmpty()) {
      undeclared(facts.wanted(), findings);
    }
    for (EventFacts event : events.events()) {
      findings.ok(
          event.definition().id()
              + (event.live() ? " is live" : " is declared, not live now")
              + ", by "
              + events.node());
    }
    events
        .unknown()
        .forEach(
            (event, why) ->
                findings.failed(
                    event + " cannot be checked: " + events.node() + " did not say how it stands",
                    why));
    if (events.left() > 0) {
      findings.warning(
          "events that are not checked, except for their retention: " + events.left(),
          "name the event to check");
    }
  }

  private static void undeclared(Optional<EventId> wanted, Findings findings) {
    wanted.ifPresentOrElse(
        event -> findings.failed(event + " is not declared", "origin event apply declares it"),
        () -> findings.warning("no event is declared", "origin event apply declares one"));
  }

  static void pipelines(Facts facts, Findings findings) {
    live(
        facts,
        event -> {
          double segment = seconds(event);
          for (String pipeline : event.definition().pipelines()) {
            String subject = event.definition().id() + ", pipeline " + pipeline + ": ";
            Double age = event.pipelineAges().get(pipeline);
            String remedy = "look at its packager and at the ingest of pipeline " + pipeline;
            if (age == null) {
              findings.failed(subject + "nothing arrived since the start of the node", remedy);
            } else if (age > SILENT * segment) {
              findings.failed(subject + "silent for %.0f s".formatted(age), remedy);
            } else if (age > LATE * segment) {
              findings.warning(subject + "the last segment is %.1f s old".formatted(age), remedy);
            } else {
              findings.ok(subject + "the last segment is %.1f s old".formatted(age));
            }
          }
        });
  }

  static void initSegments(Facts facts, Findings findings) {
    known(facts)
        .forEach(
            event -> {
              event
                  .initDefects()
                  .forEach(
                      defect ->
                          findings.failed(
                              event.definition().id() + ": init segment of " + defect,
                              "correct the encoder or the definition"
                                  + " (origin event validate --running)"));
              if (event.initDefects().isEmpty()) {
                findings.ok(event.definition().id() + ": init segments are as declared");
              }
            });
  }

  static void liveEdge(Facts facts, Findings findings) {
    live(
        facts,
        event -> {
          EventDefinition definition = event.definition();
          String subject = definition.id() + ": ";
          double allowed =
              LATE * seconds(event)
                  + definition.expectedLatency().toMillis() / 1000.0
                  + definition.patience().toMillis() / 1000.0;
          String remedy = "look at the pipelines above, and at origin_selector_lag_seconds";
          if (event.edgeAge().isEmpty()) {
            findings.failed(subject + "nothing was decided since the start of the node", remedy);
          } else if (event.edgeAge().getAsDouble() > allowed) {
            findings.failed(
                subject
                    + "the newest decided segment ended %.1f s ago, at most %.1f s are normal"
                        .formatted(event.edgeAge().getAsDouble(), allowed),
                remedy);
          } else {
            findings.ok(
                subject
                    + "the newest decided segment ended %.1f s ago"
                        .formatted(event.edgeAge().getAsDouble()));
          }
        });
  }

  static void viewers(Facts facts, Findings findings) {
    live(
        facts,
        event -> {
          String subject = event.definition().id() + ": ";
          List<Decision> recent = event.recent();
          long holes = recent.stream().filter(EventChecks::hole).count();
          long defective = recent.stream().filter(EventChecks::defective).count();
          List<Decision> newest =
              recent.subList(Math.max(0, recent.size() - NEWEST), recent.size());
          String counts =
              "of the last %d numbers, %d are defective and %d filled or missing"
                  .formatted(recent.size(), defective, holes);
          if (!newest.isEmpty() && newest.stream().allMatch(EventChecks::hole)) {
            findings.failed(
                subject + "viewers get no segment of a pipeline now; " + counts,
                "look at what the pipelines share");
          } else if (holes + defective > 0) {
            findings.warning(subject + counts, "origin report and origin explain say more");
          } else if (!recent.isEmpty()) {
            findings.ok(subject + counts);
          }
        });
  }

  private static boolean hole(Decision decision) {
    return decision.published().isEmpty()
        || decision.reason() == Reason.MISSING
        || decision.reason() == Reason.FILLED;
  }

  private static boolean defective(Decision decision) {
    return decision
        .published()
        .filter(copy -> copy.candidateClass() == CandidateClass.DEFECTIVE)
        .isPresent();
  }

  static void masks(Facts facts, Findings findings) {
    for (EventFacts event : known(facts)) {
      LiveEvent definition = LiveEvent.of(event.definition());
      long edge = Math.max(0, definition.schedule().liveEdge(facts.now()));
      Set<String> masked = new TreeSet<>();
      for (Mask mask : event.masks()) {
        boolean now =
            event.definition().representations().stream()
                .map(each -> new SegmentAddress(definition.track(each.id()), edge))
                .anyMatch(mask::covers);
        if (now) {
          masked.add(mask.pipeline());
          findings.warning(
              "%s: mask %s covers pipeline %s, %s, numbers %d to %d"
                  .formatted(
                      definition.id(),
                      mask.id(),
                      mask.pipeline(),
                      mask.representation(),
                      mask.from(),
                      mask.to()),
              "origin mask remove, when the pipeline is well again");
        }
      }
      if (masked.containsAll(event.definition().pipelines())) {
        findings.failed(
            definition.id() + ": every pipeline is masked at the live edge",
            "origin mask remove, for one of them");
      } else if (masked.isEmpty()) {
        findings.ok(definition.id() + ": no mask at the live edge");
      }
    }
  }

  static void pauses(Facts facts, Findings findings) {
    for (EventFacts event : known(facts)) {
      String subject = event.definition().id() + ": ";
      Optional<Pause> pause =
          event.definition().pauses().stream()
              .flatMap(schedule -> schedule.kept().stream())
              .filter(each -> each.from().toEpochMilli() <= facts.now())
              .filter(each -> each.to().map(t -> t.toEpochMilli() > facts.now()).orElse(true))
              .findFirst();
      pause.ifPresentOrElse(
          each ->
              findings.warning(
                  subject + "paused since " + each.from(), "origin event resume, when it goes on"),
          () -> findings.ok(subject + "not paused"));
    }
  }

  static List<EventFacts> known(Facts facts) {
    return facts.events() instanceof Gathered.Known<NodeEvents> known
        ? known.value().events()
        : List.of();
  }

  /** Only of events of which segments are due now. */
  static void live(Facts facts, Consumer<EventFacts> each) {
    known(facts).stream().filter(EventFacts::live).forEach(each);
  }

  private static double seconds(EventFacts event) {
    return (event.definition().schedule().mediaEnd(0) - event.definition().schedule().mediaStart(0))
        / 1000.0;
  }
}
