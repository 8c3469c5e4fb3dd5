package io.liveorigin.ingest.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.media.inspect.InitFacts;
import java.util.List;
import java.util.Optional;

/**
 * The results of the inspection of one upload.
 *
 * @param facts read from its boxes
 * @param defects declared and found, at most {@link UploadInspector#MAX_DEFECTS}
 * @param init facts of an init segment that could be parsed; otherwise empty
 * @param notes for the readers of the receipt
 */
public record UploadFindings(
    Facts facts, List<Defect> defects, Optional<InitFacts> init, List<String> notes) {
  public UploadFindings {
    defects = List.copyOf(defects);
    notes = List.copyOf(notes);
  }
}
