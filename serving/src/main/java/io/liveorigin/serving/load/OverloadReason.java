package io.liveorigin.serving.load;

/** Why a request was not let in. */
public enum OverloadReason {
  /** Jetty's workers come to their tasks late: the processor is short. */
  WORKER_LAG("worker-lag", "the node's threads are late"),
  /** As many wait for the threads of older segments as these answer in a quarter of a second. */
  OLDER_THREADS("older-threads", "too many requests for older segments wait"),
  /** Clients have not taken yet what was read for them. */
  BYTES_IN_FLIGHT("bytes-in-flight", "too many bytes of older segments are being sent"),
  /** As many read-backs are under way as Kafka answers without queueing. */
  READ_LIMIT("read-limit", "too many segments are being read back"),
  /** Read-backs would take more than their share of Kafka's bandwidth. */
  READ_RATE("read-rate", "segments are read back at the permitted rate"),
  /** The tenant has its share of what older segments may have; the others have theirs. */
  TENANT("tenant", "the tenant has its share of what older segments may have");

  private final String label;
  private final String detail;

  OverloadReason(String label, String detail) {
    this.label = label;
    this.detail = detail;
  }

  /** Value of the tag {@code reason}. */
  public String label() {
    return label;
  }

  /** One clause for people. */
  public String detail() {
    return detail;
  }
}
