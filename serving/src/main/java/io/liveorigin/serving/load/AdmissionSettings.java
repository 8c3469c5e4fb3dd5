package io.liveorigin.serving.load;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;

/**
 * When older segments are refused, so that the live edge is not. The measurements are in ADR 12.
 *
 * @param liveEdgeShare of the limit of concurrent read-backs, kept for the live edge; 0 to 1
 * @param nearEdgeShare the same for the near edge; DVR has the rest
 * @param minReads lower bound of the adaptive limit of concurrent read-backs
 * @param maxReads its upper bound
 * @param bytesInFlight of responses that were read back and are not sent yet; a client that reads
 *     slowly keeps its segment in memory
 * @param lag DVR is refused when Jetty's workers start their tasks later than this on average
 * @param calmLag DVR is admitted again when the average has stayed below this
 * @param calm for this long
 * @param refusalAge how long caches may keep such a refusal, in whole seconds
 */
public record AdmissionSettings(
    double liveEdgeShare,
    double nearEdgeShare,
    int minReads,
    int maxReads,
    long bytesInFlight,
    Duration lag,
    Duration calmLag,
    Duration calm,
    Duration refusalAge) {
  /** The largest segment that ingest accepts must fit. */
  private static final long LEAST_BYTES = 16L << 20;

  private static final int MOST_READS = 1_000;

  public AdmissionSettings {
    require(
        "admission.liveEdgeShare",
        liveEdgeShare > 0 && liveEdgeShare < 1,
        "above 0, below 1",
        liveEdgeShare);
    require(
        "admission.nearEdgeShare",
        nearEdgeShare > 0 && liveEdgeShare + nearEdgeShare < 1,
        "above 0 and, together with liveEdgeShare, below 1",
        nearEdgeShare);
    require("admission.minReads", minReads >= 1, "at least 1", minReads);
    require(
        "admission.maxReads",
        maxReads >= minReads && maxReads <= MOST_READS,
        "minReads to " + MOST_READS,
        maxReads);
    require(
        "admission.bytesInFlight",
        bytesInFlight >= LEAST_BYTES,
        "at least " + LEAST_BYTES,
        bytesInFlight);
    require("admission.calmLag", calmLag.toMillis() >= 1, "at least PT0.001S", calmLag);
    require("admission.lag", lag.compareTo(calmLag) > 0, "longer than calmLag", lag);
    require("admission.calm", !calm.isNegative(), "at least PT0S", calm);
    require(
        "admission.refusalAge",
        refusalAge.toSeconds() >= 1 && refusalAge.getNano() == 0,
        "whole seconds, at least 1",
        refusalAge);
  }

  /**
   * Half of the reads for the live edge and a quarter for the near edge; 4 to 32 reads at a time;
   * 96 MiB in flight; refusals from 40 ms of lag until it has been below 10 ms for 1 s; 5 s in
   * caches.
   */
  public static AdmissionSettings standard() {
    return new AdmissionSettings(
        0.5,
        0.25,
        4,
        32,
        96L << 20,
        Duration.ofMillis(40),
        Duration.ofMillis(10),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5));
  }

  /**
   * Returns the same settings, made to fit the process: at most a quarter of the memory that may be
   * allocated off the heap is in flight. The cache takes three quarters of the limit, and Jetty
   * uses the rest.
   *
   * @param directMemoryLimit in bytes
   */
  public AdmissionSettings within(long directMemoryLimit) {
    return withBytesInFlight(Math.max(LEAST_BYTES, Math.min(bytesInFlight, directMemoryLimit / 4)));
  }

  public AdmissionSettings withBytesInFlight(long bytes) {
    return new AdmissionSettings(
        liveEdgeShare, nearEdgeShare, minReads, maxReads, bytes, lag, calmLag, calm, refusalAge);
  }

  public AdmissionSettings withLag(Duration most, Duration calmBelow) {
    return new AdmissionSettings(
        liveEdgeShare,
        nearEdgeShare,
        minReads,
        maxReads,
        bytesInFlight,
        most,
        calmBelow,
        calm,
        refusalAge);
  }

  public AdmissionSettings withReads(int min, int max) {
    return new AdmissionSettings(
        liveEdgeShare, nearEdgeShare, min, max, bytesInFlight, lag, calmLag, calm, refusalAge);
  }

  private static void require(String key, boolean good, String allowed, Object value) {
    if (!good) {
      throw new OriginException(
          ErrorCode.INTERNAL, key + " must be " + allowed + ", but is " + value);
    }
  }
}
