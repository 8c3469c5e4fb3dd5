package io.liveorigin.standalone.doctor.facts;

import io.liveorigin.contract.address.EventId;
import java.util.List;
import java.util.Optional;

/**
 * Everything that was found out.
 *
 * @param now when it was gathered, epoch ms, by this machine's clock
 * @param wanted the event that was asked for; empty for all
 * @param nodes serving nodes, by their admin API
 * @param ingests ingests, by their listener
 * @param events the events, as one of the nodes sees them
 */
public record Facts(
    long now,
    Optional<EventId> wanted,
    Gathered<KafkaFacts> kafka,
    Gathered<ClockFacts> clock,
    List<NodeFacts> nodes,
    List<NodeFacts> ingests,
    Gathered<NodeEvents> events,
    FileFacts files) {}
