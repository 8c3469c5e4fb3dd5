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
 * What a listener works with; nothing of it is Kafka's.
 *
 * @param pipelines whose uploads it takes
 * @param access who may publish, and as which of them
 * @param control which events there are
 * @param tenants how much each may have
 * @param uploadMemory memory for bodies
 * @param announcements where goes what a packager says about its event
 * @param metrics what is counted
 * @param refusals what was not taken
 * @param clock the only source of time
 * @param timer ends what does not come
 * @param answers writes the answers of uploads that were waited for and are stored
 * @param refusing writes the others: hundreds may end at one instant, and whoever has stored a
 *     segment does not wait for them
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
