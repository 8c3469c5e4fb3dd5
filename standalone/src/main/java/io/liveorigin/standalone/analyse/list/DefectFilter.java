package io.liveorigin.standalone.analyse.list;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.wire.DefectRecord;
import java.util.Optional;

/**
 * Selects defects. Empty components do not restrict.
 *
 * @param event only of this event
 * @param pipeline only of this pipeline
 * @param kind wire name
 * @param since event time, epoch ms
 */
public record DefectFilter(
    Optional<EventId> event, Optional<String> pipeline, Optional<String> kind, long since) {

  boolean wants(DefectRecord defect) {
    return defect.eventTime() >= since
        && pipeline.filter(p -> !p.equals(defect.pipeline())).isEmpty()
        && kind.filter(k -> !k.equals(defect.kind())).isEmpty()
        && event
            .filter(e -> !(e.tenant().equals(defect.tenant()) && e.event().equals(defect.event())))
            .isEmpty();
  }
}
