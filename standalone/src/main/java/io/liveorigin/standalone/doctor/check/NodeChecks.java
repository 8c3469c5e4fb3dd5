package io.liveorigin.standalone.doctor.check;

import io.liveorigin.standalone.doctor.Findings;
import io.liveorigin.standalone.doctor.facts.Facts;
import io.liveorigin.standalone.doctor.facts.Gathered;
import io.liveorigin.standalone.doctor.facts.NodeFacts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Whether the serving nodes and ingests are ready, of one build and with files that count. */
final class NodeChecks {
  /** The default of {@code --clock-bound}. */
  private static final double CLOCK_BOUND = 0.5;

  private NodeChecks() {}

  static void nodes(Facts facts, Findings findings) {
    facts.nodes().forEach(node -> ready("serving node " + node.url(), node, findings));
  }

  static void ingests(Facts facts, Findings findings) {
    facts.ingests().forEach(node -> ready("ingest " + node.url(), node, findings));
  }

  private static void ready(String subject, NodeFacts node, Findings findings) {
    findings
        .require(subject, node.state())
        .ifPresent(
            state ->
                state
                    .problem()
                    .ifPresentOrElse(
                        why ->
                            findings.failed(
                                subject + " is not ready",
                                why.isEmpty() ? "its log says why" : why),
                        () ->
                            findings.ok(
                                subject
                                    + " is ready"
                                    + state.build().map(b -> ", " + b).orElse(""))));
  }

  static void clocks(Facts facts, Findings findings) {
    known(
        facts.nodes(),
        (url, state) ->
            state
                .clockOffset()
                .ifPresent(
                    offset -> {
                      String fact =
                          "the clock of %s minus the brokers' time is %.0f ms"
                              .formatted(url, offset * 1000);
                      if (Math.abs(offset) > CLOCK_BOUND) {
                        findings.failed(fact, "repair NTP on that machine");
                      } else {
                        findings.ok(fact);
                      }
                    }));
  }

  /** Nodes of different builds are normal during an update only. */
  static void builds(Facts facts, Findings findings) {
    Map<String, TreeSet<String>> builds = new TreeMap<>();
    known(
        Stream.concat(facts.nodes().stream(), facts.ingests().stream()).toList(),
        (url, state) ->
            state
                .build()
                .ifPresent(b -> builds.computeIfAbsent(b, key -> new TreeSet<>()).add(url)));
    if (builds.size() > 1) {
      findings.warning(
          "the parts run different builds: " + builds, "finish the update of the others");
    } else if (builds.size() == 1) {
      findings.ok("every part that said so runs " + builds.keySet().iterator().next());
    }
  }

  static void files(Facts facts, Findings findings) {
    known(
        facts.nodes(),
        (url, state) -> {
          state
              .unusable()
              .forEach(
                  (file, why) ->
                      findings.failed(
                          file + " of " + url + " is not in force, its earlier contents are", why));
          if (state.unusable().isEmpty()) {
            findings.ok("the files of " + url + " are in force");
          }
        });
  }

  static void quarantine(Facts facts, Findings findings) {
    known(
        facts.nodes(),
        (url, state) -> {
          if (state.quarantined() > 0) {
            findings.warning(
                url + " passed over input that it could not process",
                "origin quarantine lists it; report it as a fault of the origin");
          } else {
            findings.ok(url + " passed over no input");
          }
        });
  }

  /** Only of parts that responded: the others have failed a check of their own. */
  private static void known(List<NodeFacts> nodes, BiConsumer<String, NodeFacts.State> each) {
    for (NodeFacts node : nodes) {
      if (node.state() instanceof Gathered.Known<NodeFacts.State> known) {
        each.accept(node.url(), known.value());
      }
    }
  }
}
