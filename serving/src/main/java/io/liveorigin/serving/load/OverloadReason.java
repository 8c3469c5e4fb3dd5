package io.liveorigin.serving.load;

/** Why a request was not admitted. */
public enum OverloadReason {
  /** Jetty's workers start their tasks late: there is too little processor time. */
  WORKER_LAG("worker-lag", "the node's threads start their tasks late"),
  /**
   * As many requests wait for the threads of older segments as these serve in a quarter of a
   * second.
   */
  OLDER_THREADS("older-threads", "too many requests for older segments are waiting"),
  /** Clients have not received yet what was read for them. */
  BYTES_IN_FLIGHT("bytes-in-flight", "too many bytes of older segments are being sent"),
  /** As many read-backs are under way as Kafka handles without queueing. */
  READ_LIMIT("read-limit", "too many segments are being read back"),
  /** Read-backs would take more than their share of Kafka's bandwidth. */
  READ_RATE("read-rate", "segments are already being read back at the permitted rate"),
  /**
   * The tenant has used up its share of what older segments may have. The other tenants have
   * theirs.
   */
  TENANT("tenant", "the tenant has used up its share of the capacity for older segments");

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

  /** One clause for people to read. */
  public String detail() {
    return detail;
  }
}
