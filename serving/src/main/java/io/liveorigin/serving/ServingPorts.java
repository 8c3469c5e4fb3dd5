package io.liveorigin.serving;

import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.serving.admin.PipelineTopics;
import io.liveorigin.serving.audit.AuditLog;
import io.liveorigin.serving.bytes.kafka.StoredSegmentReader;
import io.liveorigin.serving.cmcd.ViewLog;
import io.liveorigin.serving.invalidation.cells.CellIdentity;
import io.liveorigin.serving.invalidation.cells.CellLog;
import io.liveorigin.serving.invalidation.cells.CellRegistry;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The outside dependencies of a server.
 *
 * @param index the selector's decisions
 * @param control the events; the server does not update them itself
 * @param controlCaughtUp whether all events declared before the start are in {@code control}
 * @param reader reads segments back; not closed by the server
 * @param controlLog changes control records; not closed by the server
 * @param pipelineTopics creates the topics of new pipelines
 * @param topics the settings that all topics share
 * @param self the identity of this node among all serving nodes
 * @param cells the reports of all nodes; the server does not update them itself
 * @param cellLog where this node writes its own reports
 * @param access the access that this node needs in Kafka and lacks; empty if nothing is missing
 * @param auditLog where refusals of operators' requests are recorded
 * @param viewLog where records about viewers are written
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
    AuditLog auditLog,
    ViewLog viewLog) {}
