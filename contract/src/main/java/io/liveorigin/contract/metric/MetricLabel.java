package io.liveorigin.contract.metric;

import java.util.Locale;

/** The labels of metrics, each with what bounds the number of its values. */
public enum MetricLabel {
  PIPELINE(
      "the pipelines of the process or of declared events, `-`, `none`, and all joined by `+`"),
  EVENT("`tenant/event` of declared events; an event that is deleted is no longer shown"),
  TENANT("100 tenants, the others count as `other`"),
  LIMIT("the limits in [security.md](security.md#limits-per-tenant)"),
  KIND("the [defect kinds](inspection.md); every `x-*` counts as `custom`"),
  METHOD("the methods that an ingest knows, and `other`"),
  STATUS("HTTP status codes"),
  CODE("the error codes in [http-ingest.md](http-ingest.md)"),
  REASON("a closed list, given with the meaning or in the section that the meaning links to"),
  OUTCOME("a closed list, given with the meaning"),
  PRIORITY("the four priorities of requests"),
  LISTENER("`public` and `admin`"),
  FILE("the three files of credentials, secrets and tokens"),
  CARRIER("`query`, `headers`, `report`"),
  RESULT("`valid`, `malformed`"),
  VALID("`true`, `false`"),
  OWN("`true`, `false`"),
  STEP("the steps of the selector"),
  TOPIC("the topics that the selector reads"),
  VERSION("one"),
  COMMIT("one"),
  CLIENT("the Kafka clients of the process: a dozen, and a few for each stream thread"),
  AREA("`heap`, `nonheap`"),
  ID("the memory pools of the JVM"),
  ACTION("the actions of the garbage collector"),
  CAUSE("the causes that the garbage collector knows"),
  GC("the collectors of the JVM");

  private final String bound;

  MetricLabel(String bound) {
    this.bound = bound;
  }

  /** The name in Prometheus. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The bound of the number of values, in words. */
  public String bound() {
    return bound;
  }
}
