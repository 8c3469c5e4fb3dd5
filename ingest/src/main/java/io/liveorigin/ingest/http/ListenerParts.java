package io.liveorigin.ingest.http;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.ingest.access.CredentialCheck;
import io.liveorigin.ingest.announce.Announcements;
import io.liveorigin.ingest.observe.IngestMetrics;
import io.liveorigin.ingest.publish.Publisher;
import io.liveorigin.ingest.ready.Readiness;
import io.liveorigin.ingest.refuse.Refusals;
import io.liveorigin.ingest.store.Timer;
import io.liveorigin.ingest.upload.Admission;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What a listener works with; nothing of it is Kafka's.
 *
 * @param readiness whether uploads are taken
 * @param credentials who may publish
 * @param control which events there are
 * @param admission memory for bodies
 * @param publisher where whole uploads go
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
    Readiness readiness,
    CredentialCheck credentials,
    ControlState control,
    Admission admission,
    Publisher publisher,
    Announcements announcements,
    IngestMetrics metrics,
    Refusals refusals,
    Clock clock,
    Timer timer,
    Executor answers,
    Executor refusing) {}
