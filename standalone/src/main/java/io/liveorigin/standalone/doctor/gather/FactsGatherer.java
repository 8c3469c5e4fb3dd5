package io.liveorigin.standalone.doctor.gather;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.NodeClient;
import io.liveorigin.standalone.doctor.facts.ClockFacts;
import io.liveorigin.standalone.doctor.facts.Facts;
import io.liveorigin.standalone.doctor.facts.FileFacts;
import io.liveorigin.standalone.doctor.facts.Gathered;
import io.liveorigin.standalone.doctor.facts.KafkaFacts;
import io.liveorigin.standalone.doctor.facts.NodeEvents;
import io.liveorigin.standalone.doctor.facts.NodeFacts;
import io.liveorigin.standalone.doctor.gather.NodeGatherer.Answers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Gathers all facts once, from all parts at the same time. A part that cannot be asked is a fact,
 * too.
 *
 * @param kafka how to reach the brokers
 * @param nodes a client for each serving node, by its URL; the first that is ready is asked about
 *     the events, or else the first that responds
 * @param ingests listeners of ingests
 * @param tls authorities to trust at https listeners of ingests; empty for those of Java
 * @param certificates files with certificates
 * @param credentials credential files
 * @param data a data directory
 */
public record FactsGatherer(
    KafkaSettings kafka,
    Map<URI, AdminClient> nodes,
    List<URI> ingests,
    Optional<SSLContext> tls,
    List<Path> certificates,
    List<Path> credentials,
    Optional<Path> data) {
  /** When all has ended, after the start. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** When those have to respond on which further questions depend. */
  private static final Duration FIRST = Duration.ofSeconds(12);

  /** Blocks until every part has responded or its time is up. */
  public Facts gather(Optional<EventId> wanted, Clock clock) {
    try (Gatherer gatherer = new Gatherer(System::nanoTime)) {
      Supplier<Gathered<KafkaFacts>> brokers =
          gatherer.ask(FIRST, () -> KafkaGatherer.facts(kafka));
      Map<URI, Supplier<Gathered<Answers>>> asked = new LinkedHashMap<>();
      nodes.forEach(
          (url, client) ->
              asked.put(url, gatherer.ask(FIRST, () -> NodeGatherer.ask(new NodeClient(client)))));
      Map<URI, Supplier<Gathered<NodeFacts.State>>> listeners = new LinkedHashMap<>();
      ingests.forEach(
          url ->
              listeners.put(
                  url, gatherer.ask(LIMIT, () -> IngestGatherer.ask(url, tls, clock.millis()))));
      FileFacts files = FileGatherer.read(certificates, credentials, data);

      Map<URI, Gathered<Answers>> responses = new LinkedHashMap<>();
      asked.forEach((url, response) -> responses.put(url, response.get()));
      Supplier<Gathered<NodeEvents>> events = events(gatherer, responses, wanted);
      Gathered<KafkaFacts> cluster = brokers.get();
      Gathered<ClockFacts> time =
          then(
              cluster,
              known -> gatherer.ask(LIMIT, () -> KafkaGatherer.clock(kafka, known, clock)));
      List<NodeFacts> states = new ArrayList<>();
      responses.forEach(
          (url, response) ->
              states.add(new NodeFacts(url.toString(), map(response, NodeGatherer::state))));
      List<NodeFacts> ends = new ArrayList<>();
      listeners.forEach((url, state) -> ends.add(new NodeFacts(url.toString(), state.get())));
      return new Facts(clock.millis(), wanted, cluster, time, states, ends, events.get(), files);
    }
  }

  private Supplier<Gathered<NodeEvents>> events(
      Gatherer gatherer, Map<URI, Gathered<Answers>> responses, Optional<EventId> wanted) {
    return EventSource.of(responses)
        .map(
            source ->
                gatherer.ask(
                    LIMIT, () -> EventGatherer.ask(nodes.get(source.node()), source, wanted)))
        .orElse(() -> Gathered.unknown("no serving node responded"));
  }

  private static <A, B> Gathered<B> map(Gathered<A> from, Function<A, B> function) {
    return then(from, value -> () -> Gathered.known(function.apply(value)));
  }

  private static <A, B> Gathered<B> then(
      Gathered<A> from, Function<A, Supplier<Gathered<B>>> next) {
    return from instanceof Gathered.Known<A> known
        ? next.apply(known.value()).get()
        : Gathered.unknown(((Gathered.Unknown<A>) from).why());
  }
}
