package io.liveorigin.standalone.analyse.report;

import io.liveorigin.contract.segment.Agreement;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.wire.DefectRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The counts for one pipeline besides those of its segments. */
final class PipelineTally {
  private final Map<String, Long> defects = new TreeMap<>();
  private final Map<String, Long> lastNumbers = new HashMap<>();
  private final LongStream.Builder latencies = LongStream.builder();
  private long confirmed;
  private long notFound;
  private long notDeclared;
  private long undeclared;

  /** Counts a defect whose id was not counted before. */
  void defect(DefectRecord defect) {
    defects.merge(defect.kind(), 1L, Long::sum);
    String agreement = defect.agreement().orElse("");
    if (agreement.equals(Agreement.CONFIRMED.wire())) {
      confirmed++;
    } else if (agreement.equals(Agreement.UNDECLARED.wire())) {
      undeclared++;
    } else if (agreement.equals(Agreement.CONTRADICTED.wire())) {
      if (defect.source().equals(DefectSource.PACKAGER.wire())) {
        notFound++;
      } else {
        notDeclared++;
      }
    }
  }

  void latency(long millis) {
    latencies.add(millis);
  }

  /** Notes that the pipeline marked that number as its last ({@code lmsg}). */
  void ended(String representation, long number) {
    lastNumbers.merge(representation, number, Math::max);
  }

  boolean hasEnded(String representation, long number) {
    return lastNumbers.containsKey(representation) && number > lastNumbers.get(representation);
  }

  Map<String, Long> defects() {
    return defects;
  }

  Report.Declarations declarations() {
    return new Report.Declarations(confirmed, notFound, notDeclared, undeclared);
  }

  Optional<Report.Latency> latency() {
    long[] sorted = latencies.build().sorted().toArray();
    return sorted.length == 0
        ? Optional.empty()
        : Optional.of(
            new Report.Latency(sorted.length, percentile(sorted, 50), percentile(sorted, 99)));
  }

  /**
   * The percentile by nearest rank: the smallest value that at least that many percent of the
   * values do not exceed.
   *
   * @param sorted ascending, not empty
   */
  static long percentile(long[] sorted, int percent) {
    int rank = (int) ((sorted.length * (long) percent + 99) / 100);
    return Arrays.stream(sorted).skip(Math.max(0, rank - 1)).findFirst().orElseThrow();
  }
}
