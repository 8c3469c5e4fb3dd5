package io.liveorigin.ingest.http;

import io.liveorigin.ingest.observe.IngestMetrics;
import io.liveorigin.ingest.publish.UploadPublisher;
import io.liveorigin.ingest.ready.IngestReadiness;

/**
 * The parts of one pipeline of a listener.
 *
 * @param pipeline its name
 * @param readiness whether its uploads are accepted
 * @param publisher publishes complete uploads
 * @param metrics the metrics of the pipeline
 */
public record PipelineParts(
    String pipeline, IngestReadiness readiness, UploadPublisher publisher, IngestMetrics metrics) {}
