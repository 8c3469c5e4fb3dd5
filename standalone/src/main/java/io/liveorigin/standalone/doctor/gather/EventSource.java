package io.liveorigin.standalone.doctor.gather;

import io.liveorigin.standalone.doctor.facts.Gathered;
import io.liveorigin.standalone.doctor.gather.NodeGatherer.Answers;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The node that is asked about the events.
 *
 * @param answers what it said of itself
 */
record EventSource(URI node, Answers answers) {

  /** The first node that is ready, or else the first that responded; empty if none did. */
  static Optional<EventSource> of(Map<URI, Gathered<Answers>> responses) {
    Optional<EventSource> first = Optional.empty();
    for (Map.Entry<URI, Gathered<Answers>> response : responses.entrySet()) {
      if (response.getValue() instanceof Gathered.Known<Answers> known) {
        EventSource source = new EventSource(response.getKey(), known.value());
        if (source.ready()) {
          return Optional.of(source);
        }
        first = first.or(() -> Optional.of(source));
      }
    }
    return first;
  }

  boolean ready() {
    return NodeGatherer.problem(answers.status()).isEmpty();
  }
}
