package io.liveorigin.ingest.http;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.ingest.observe.RefusalReporter;
import java.util.Optional;
import java.util.Set;

/** Which of the answers that say no are refusals of an upload, and of which event. Any thread. */
final class UploadRefusals {
  private static final Set<String> UPLOADS = Set.of("PUT", "POST");

  private final RefusalReporter refusals;
  private final ControlState control;

  UploadRefusals(RefusalReporter refusals, ControlState control) {
    this.refusals = refusals;
    this.control = control;
  }

  /**
   * One request was answered with a problem. That of somebody who was not admitted is of no event:
   * strangers choose what they name, and how long an answer takes says nothing about it.
   *
   * @param pipeline as which it was admitted; empty where it was not
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
