package io.liveorigin.serving;

import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.serving.admin.PipelineTopics;
import io.liveorigin.serving.audit.AuditLog;
import io.liveorigin.serving.bytes.kafka.StoredSegmentReader;
import io.liveorigin.serving.invalidation.cells.CellIdentity;
import io.liveorigin.serving.invalidation.cells.CellLog;
import io.liveorigin.serving.invalidation.cells.CellRegistry;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a server needs from outside.
 *
 * @param index the selector's decisions
 * @param control the events, followed by someone else
 * @param controlCaughtUp whether all events declared before the start are in {@code control}
 * @param reader reads segments back; not closed by the server
 * @param controlLog changes control records; not closed by the server
 * @param pipelineTopics creates the topics of new pipelines
 * @param topics what the topics have in common
 * @param self who this node is among all that serve
 * @param cells the reports of all, followed by someone else
 * @param cellLog where this node writes its own
 * @param access what this node may not do in Kafka and has to; empty where nothing is missing
 * @param auditLog where it is written what operators were refused
 */
public record ServingPorts(
    DecisionIndex index,
    ControlState control,
    BooleanSupplier controlCaughtUp,
    StoredSegmentReader reader,
    ControlLog controlLog,
    PipelineTopics pipelineTopics,
    TopicSettings topics,
    CellIdentity self,
    CellRegistry cells,
    CellLog cellLog,
    Supplier<Optional<String>> access,
    AuditLog auditLog) {}
