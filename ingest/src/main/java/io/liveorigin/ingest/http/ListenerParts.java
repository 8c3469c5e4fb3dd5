package io.liveorigin.ingest.http;

import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.announce.AnnouncementReader;
import io.liveorigin.ingest.observe.ListenerMetrics;
import io.liveorigin.ingest.observe.RefusalReporter;
import io.liveorigin.ingest.store.TaskScheduler;
import io.liveorigin.ingest.upload.UploadMemory;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The parts that a listener uses; none of them exposes Kafka.
 *
 * @param pipelines parts of each pipeline that it accepts uploads for
 * @param access who may publish, and as which pipeline
 * @param control the declared events
 * @param tenants how much each tenant may use
 * @param uploadMemory memory for bodies
 * @param announcements reads the notifications that packagers send
 * @param metrics the metrics of the listener
 * @param refusals reports uploads that were refused
 * @param clock the only source of time
 * @param timer runs time-outs
 * @param answers writes the responses to uploads that are stored
 * @param refusing writes the other responses: hundreds may fail at one instant, and the response to
 *     a stored segment must not wait for them
 */
public record ListenerParts(
    List<PipelineParts> pipelines,
    ListenerAccess access,
    ControlState control,
    TenantRegistry tenants,
    UploadMemory uploadMemory,
    AnnouncementReader announcements,
    ListenerMetrics metrics,
    RefusalReporter refusals,
    Clock clock,
    TaskScheduler timer,
    Executor answers,
    Executor refusing) {}
