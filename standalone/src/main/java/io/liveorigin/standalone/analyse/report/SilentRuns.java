package io.liveorigin.standalone.analyse.report;

import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.wire.DefectRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs of numbers that are missing from a pipeline, of which only the first number and the first
 * one after it have a record: {@code pipeline-silent} and {@code pipeline-back}. One thread.
 */
final class SilentRuns {
  /** Takes one missing number. */
  interface Missing {
    void missing(String representation, String pipeline, long number);
  }

  private record Source(String representation, String pipeline) {}

  /**
   * By the first missing number, the number with which the pipeline was back; {@link
   * Long#MAX_VALUE} if it is still silent.
   */
  private final Map<Source, TreeMap<Long, Long>> runs = new HashMap<>();

  /** Takes a record of {@code defects} of any kind, which may be a redelivery. */
  void take(DefectRecord defect) {
    if (defect.number().isEmpty()) {
      return;
    }
    long number = defect.number().get();
    TreeMap<Long, Long> own =
        runs.computeIfAbsent(
            new Source(defect.representation(), defect.pipeline()), s -> new TreeMap<>());
    if (defect.kind().equals(DefectKind.PIPELINE_SILENT.wire())) {
      own.merge(number, Long.MAX_VALUE, Math::min);
    } else if (defect.kind().equals(DefectKind.PIPELINE_BACK.wire())) {
      Object since = defect.parameters().get("since");
      if (since instanceof Long first) {
        own.merge(first, number, Math::min);
      }
    }
  }

  /** Passes every missing number from {@code first} to {@code last} to the action. */
  void forEach(long first, long last, Missing action) {
    runs.forEach(
        (source, own) ->
            own.forEach(
                (since, until) -> {
                  for (long n = Math.max(first, since); n <= last && n < until; n++) {
                    action.missing(source.representation(), source.pipeline(), n);
                  }
                }));
  }
}
