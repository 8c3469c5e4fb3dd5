package io.liveorigin.contract.metric;

import static io.liveorigin.contract.metric.MetricFacts.BYTES;
import static io.liveorigin.contract.metric.MetricFacts.SECONDS;
import static io.liveorigin.contract.metric.MetricFacts.counter;
import static io.liveorigin.contract.metric.MetricFacts.gauge;
import static io.liveorigin.contract.metric.MetricFacts.histogram;
import static io.liveorigin.contract.metric.MetricLabel.CODE;
import static io.liveorigin.contract.metric.MetricLabel.COMMIT;
import static io.liveorigin.contract.metric.MetricLabel.EVENT;
import static io.liveorigin.contract.metric.MetricLabel.LIMIT;
import static io.liveorigin.contract.metric.MetricLabel.METHOD;
import static io.liveorigin.contract.metric.MetricLabel.OUTCOME;
import static io.liveorigin.contract.metric.MetricLabel.PIPELINE;
import static io.liveorigin.contract.metric.MetricLabel.REASON;
import static io.liveorigin.contract.metric.MetricLabel.STATUS;
import static io.liveorigin.contract.metric.MetricLabel.TENANT;
import static io.liveorigin.contract.metric.MetricLabel.VERSION;

/** The metrics of an ingest. */
public enum IngestMetric implements DocumentedMetric {
  BUILD(
      gauge(
          "origin.build.info",
          "Always 1; the labels name the build that the process runs",
          "Nodes of different builds are normal during an update only",
          VERSION,
          COMMIT)),
  READY(
      gauge(
          "ingest.ready",
          "1 while the health check of the listener says ready, otherwise 0",
          "See ingest_not_ready for the reason, and GET /-/status for its text",
          PIPELINE)),
  NOT_READY(
      gauge(
          "ingest.not.ready",
          "1 for each reason why the listener is not ready, otherwise 0. The reasons are `events`,"
              + " `init-segments`, `replica-settings`, `replicas`, `access`, `clock`, `other`",
          "`replicas`: brokers are down, uploads wait for them; `replica-settings`: correct the"
              + " topics; `access`: grant what [kafka-acls.md](kafka-acls.md) lists; `clock`:"
              + " repair NTP",
          PIPELINE,
          REASON)),
  UNDER_REPLICATED(
      gauge(
          "ingest.under.replicated.partitions",
          "Partitions of the pipeline's topics whose replicas are not all in sync",
          "A broker is down or slow: bring it back before a second one fails",
          PIPELINE)),
  REQUESTS(
      counter(
          "ingest.requests",
          "Responses, by method and status",
          "Many 4xx: see ingest_refusals_total; 503: see ingest_ready",
          METHOD,
          PIPELINE,
          STATUS)),
  BODY_BYTES(
      counter(
              "ingest.body.bytes",
              "Bytes of bodies that arrived whole",
              "No increase means that the packager sends nothing: look at it and at the network",
              PIPELINE)
          .in(BYTES)),
  ACK(
      histogram(
          "ingest.ack",
          "Time from the whole body to Kafka's acknowledgement",
          "Look at the brokers' disks and network; viewers see it as latency",
          PIPELINE)),
  ENCODER_LATENCY(
      histogram(
          "ingest.encoder.latency",
          "Time from the end of a segment's media at the encoder, by its prft, to its arrival;"
              + " values over 10 min and below 0 are left out",
          "Compare the pipelines: the slower one has a slow encoder, packager or network",
          PIPELINE)),
  ALARMS(
      counter(
          "ingest.alarms",
          "Uploads without an acknowledgement after the alarm time (500 ms)",
          "As for ingest_ack_seconds; check ingest_not_ready with reason `replicas`",
          PIPELINE)),
  REPEATS(
      counter(
          "ingest.repeats",
          "Appends to Kafka that failed and were repeated",
          "The log of the ingest has the errors; a broker restarts or cannot be reached",
          PIPELINE)),
  REFUSALS(
      counter(
          "ingest.refusals",
          "Refused uploads, by error code",
          "The remedy of each code is in [http-ingest.md](http-ingest.md); GET /-/refusals has the"
              + " last ones",
          EVENT,
          PIPELINE,
          CODE)),
  IN_FLIGHT(
      gauge(
              "ingest.in.flight.bytes",
              "Bytes of bodies that are being read or are waiting for Kafka",
              "It rises while Kafka does not acknowledge; at --max-in-flight-bytes, uploads wait",
              PIPELINE)
          .in(BYTES)),
  INIT_SEGMENTS(
      gauge(
          "ingest.init.segments",
          "Tracks whose init segment is known",
          "Fewer than declared: the packager has not sent them, and segments are inspected late",
          PIPELINE)),
  CONNECTIONS(
      gauge(
          "ingest.connections",
          "Open connections",
          "Far more than packagers: some client does not close, or somebody else connects",
          PIPELINE)),
  CONNECTIONS_REFUSED(
      counter(
          "ingest.connections.refused",
          "Connections and requests that were refused because their client exceeded a limit",
          "[security.md](security.md#hostile-clients) has the reasons and how to raise a limit",
          REASON,
          PIPELINE)),
  CREDENTIALS_STALE(
      gauge(
          "ingest.credentials.stale",
          "1 while the credential file cannot be used and its previous contents stay in force",
          "Correct the file; the log says what is wrong with it",
          PIPELINE)),
  LIMITS_STALE(
      gauge(
          "ingest.limits.stale",
          "1 while the limits file cannot be used and its previous contents stay in force",
          "Correct the file; the log says what is wrong with it",
          PIPELINE)),
  ANNOUNCEMENTS(
      counter(
          "ingest.announcements",
          "Notifications that arrived with segments, by outcome",
          "The log has the ones that were not published, with the reason",
          OUTCOME,
          PIPELINE)),
  TENANT_REFUSALS(
      counter(
          "ingest.tenant.refusals",
          "Uploads that were refused because a tenant had reached a limit",
          "Raise the limit in the limits file, or talk to the tenant",
          TENANT,
          LIMIT,
          PIPELINE)),
  TENANTS(gauge("ingest.tenants", "Tenants that have declared events", "-", PIPELINE)),
  CLOCK_OFFSET(
      gauge(
              "clock.offset",
              "This machine's clock minus the brokers' time; NaN before the first measurement",
              "Repair NTP on this machine; over --clock-bound, the node is not ready",
              PIPELINE)
          .in(SECONDS)),
  CLOCK_ERROR(
      gauge(
              "clock.error",
              "The largest possible error of clock_offset_seconds; NaN before the first"
                  + " measurement",
              "The way to the brokers is slow, or nothing was measured for minutes",
              PIPELINE)
          .in(SECONDS)),
  CLOCK_IN_DOUBT(
      gauge(
          "clock.in.doubt",
          "1 while the clock must not be relied on",
          "The health check has the reason: an offset, no measurement, or brokers that disagree",
          PIPELINE)),
  CERTIFICATE(
      gauge(
              "tls.certificate.remaining",
              "Time until the certificate in force, or one of its chain, expires",
              "Renew the certificate; new files count without a restart",
              PIPELINE)
          .in(SECONDS)),
  TLS_FILES_REFUSED(
      gauge(
          "tls.files.refused",
          "1 while the TLS files cannot be used and their previous contents stay in force",
          "Correct the files; the log says what is wrong with them",
          PIPELINE));

  private final MetricFacts facts;

  IngestMetric(MetricFacts facts) {
    this.facts = facts;
  }

  @Override
  public MetricFacts facts() {
    return facts;
  }
}
