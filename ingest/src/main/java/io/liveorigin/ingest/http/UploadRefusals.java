package io.liveorigin.ingest.http;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.ingest.observe.RefusalReporter;
import java.util.Optional;
import java.util.Set;

/**
 * Selects the error responses that are refusals of an upload, and assigns them to events. Any
 * thread may call it.
 */
final class UploadRefusals {
  private static final Set<String> UPLOADS = Set.of("PUT", "POST");

  private final RefusalReporter refusals;
  private final ControlState control;

  UploadRefusals(RefusalReporter refusals, ControlState control) {
    this.refusals = refusals;
    this.control = control;
  }

  /**
   * Records an error response. A refusal of a client that was not admitted is assigned to no event:
   * such clients can name any event, and the time of the response must not reveal whether it
   * exists.
   *
   * @param pipeline the pipeline as which the client was admitted; empty if it was not
   */
  void answered(
      Optional<String> pipeline, String method, String path, ErrorCode code, String detail) {
    if (UPLOADS.contains(method)) {
      Optional<EventId> event = pipeline.flatMap(admitted -> knownEvent(path));
      refusals.refused(pipeline, event, code, method + " " + path, detail);
    }
  }

  private Optional<EventId> knownEvent(String path) {
    return SegmentUrls.split(path)
        .map(SegmentUrls.Split::event)
        .filter(event -> control.event(event).isPresent());
  }
}
