package io.liveorigin.ingest.http;

import io.liveorigin.ingest.observe.IngestMetrics;
import io.liveorigin.ingest.publish.UploadPublisher;
import io.liveorigin.ingest.ready.IngestReadiness;

/**
 * What a listener has for each of its pipelines.
 *
 * @param pipeline its name
 * @param readiness whether its uploads are taken
 * @param publisher where whole uploads go
 * @param metrics what is counted
 */
public record PipelineParts(
    String pipeline, IngestReadiness readiness, UploadPublisher publisher, IngestMetrics metrics) {}
