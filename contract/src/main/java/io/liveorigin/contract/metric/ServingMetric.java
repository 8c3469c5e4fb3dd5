package io.liveorigin.contract.metric;

import static io.liveorigin.contract.metric.MetricFacts.BYTES;
import static io.liveorigin.contract.metric.MetricFacts.SECONDS;
import static io.liveorigin.contract.metric.MetricFacts.counter;
import static io.liveorigin.contract.metric.MetricFacts.gauge;
import static io.liveorigin.contract.metric.MetricFacts.histogram;
import static io.liveorigin.contract.metric.MetricLabel.CARRIER;
import static io.liveorigin.contract.metric.MetricLabel.COMMIT;
import static io.liveorigin.contract.metric.MetricLabel.FILE;
import static io.liveorigin.contract.metric.MetricLabel.LIMIT;
import static io.liveorigin.contract.metric.MetricLabel.LISTENER;
import static io.liveorigin.contract.metric.MetricLabel.OUTCOME;
import static io.liveorigin.contract.metric.MetricLabel.PRIORITY;
import static io.liveorigin.contract.metric.MetricLabel.REASON;
import static io.liveorigin.contract.metric.MetricLabel.RESULT;
import static io.liveorigin.contract.metric.MetricLabel.STATUS;
import static io.liveorigin.contract.metric.MetricLabel.TENANT;
import static io.liveorigin.contract.metric.MetricLabel.VERSION;

/** The metrics of a serving node as a whole. */
public enum ServingMetric implements DocumentedMetric {
  BUILD(
      gauge(
          "origin.build.info",
          "Always 1; the labels name the build that the node runs",
          "Nodes of different builds are normal during an update only",
          VERSION,
          COMMIT)),
  READY(
      gauge(
          "serving.ready",
          "1 while the health check of the node says ready, otherwise 0",
          "See serving_not_ready for the reason, and GET /status for its text")),
  NOT_READY(
      gauge(
          "serving.not.ready",
          "1 for the reason why the node is not ready, otherwise 0. The reasons are"
              + " `events`, `selector`, `lag`, `clock`, `masks`, `access`, `other`",
          "`selector` and `lag`: the node restores or is too slow; `clock`: repair NTP;"
              + " `access`: grant what [kafka-acls.md](kafka-acls.md) lists; `events` and"
              + " `masks` end by themselves",
          REASON)),
  RESPONSES(
      counter(
          "serving.responses",
          "Responses on the public listener",
          "Many 5xx: see serving_ready and serving_admission_refused_total; many 404: a"
              + " player asks too early, or for what was not declared",
          STATUS)),
  MEMORY_RESPONSES(
      counter(
          "serving.memory.responses",
          "Responses from memory, ahead of the servlet",
          "If its share falls, the CDN sends an unusual form of request, or viewers are"
              + " behind the live edge")),
  VISIBLE(
      histogram(
          "serving.visible",
          "Time from the arrival of the winner at an ingest until the segment can be got"
              + " here, for first decisions within the live-edge window",
          "Near the sum of latency and patience where one pipeline is silent; otherwise"
              + " look at ingest_ack_seconds and origin_selector_lag_seconds")),
  HELD(
      histogram(
          "serving.held",
          "Time for which requests were held, by outcome: `decided`, `timed-out`," + " `abandoned`",
          "Times near the segment duration are normal for blocking requests; `timed-out`"
              + " in number means that segments are late",
          OUTCOME)),
  HOLDS(gauge("serving.holds", "Requests that are held now", "Compare with serving_holds_limit")),
  HOLDS_LIMIT(
      gauge(
          "serving.holds.limit",
          "Requests that may be held at once (`hold.total`)",
          "Near it, more nodes or a larger limit are needed, or the CDN does not collapse"
              + " requests")),
  INDEX_LOOKUPS(
      counter(
          "serving.index.lookups",
          "Interactive queries to the selector's stores",
          "It grows with viewers behind the live edge")),
  CACHE_BYTES(gauge("serving.cache.bytes", "Segment bytes in memory", "-").in(BYTES)),
  CACHE_MEMORY(
      gauge(
              "serving.cache.memory.bytes",
              "Memory of the cache (its arena), including segments that have left the cache"
                  + " and are still being sent",
              "Compare with serving_cache_limit_bytes")
          .in(BYTES)),
  CACHE_LIMIT(
      gauge(
              "serving.cache.limit.bytes",
              "The most memory that the cache may take",
              "Where the cache is full and serving_readback_reads_total grows at the live"
                  + " edge, give it more")
          .in(BYTES)),
  READBACK_READS(
      counter(
          "serving.readback.reads",
          "Segments that were requested from Kafka",
          "It grows with viewers behind the live edge; at the live edge it should not")),
  READBACK_FAILURES(
      counter(
          "serving.readback.failures",
          "Read-backs that failed",
          "The log has the errors; look at the brokers")),
  STORED_BYTES_DIFFER(
      counter(
          "serving.stored.bytes.differ",
          "Read-backs that found other bytes than the chosen ones",
          "Alert on any: something changes what Kafka stores")),
  PREFETCH_READS(
      counter(
          "serving.prefetch.reads",
          "Segments that were read back before they were requested",
          "-")),
  PREFETCH_HITS(
      counter(
          "serving.prefetch.hits",
          "Prefetched segments that were requested afterwards",
          "A small share of serving_prefetch_reads_total means that viewers jump")),
  ADMISSION_REFUSED(
      counter(
          "serving.admission.refused",
          "Requests that were refused so that others are served",
          "[http.md](http.md#codes-and-remedies) explains `overloaded`; add nodes if the"
              + " live edge is refused",
          REASON,
          PRIORITY)),
  ADMISSION_READS(
      gauge(
          "serving.admission.reads",
          "Read-backs under way",
          "Compare with serving_admission_read_limit")),
  ADMISSION_READ_LIMIT(
      gauge(
          "serving.admission.read.limit",
          "Read-backs that may be under way; it adapts to how fast Kafka responds",
          "A small value means that Kafka reads slowly")),
  ADMISSION_BYTES(
      gauge("serving.admission.bytes", "Bytes of read-backs that are being sent", "-").in(BYTES)),
  WORKER_LAG(
      gauge(
              "serving.worker.lag.seconds",
              "How late workers start a task",
              "Above some milliseconds the node is short of CPU")
          .in(SECONDS)),
  ADMISSION_LATE(
      gauge(
          "serving.admission.late",
          "1 while DVR requests are refused because of the worker lag",
          "Add nodes or cores")),
  TENANT_REFUSALS(
      counter(
          "serving.tenant.refusals",
          "Requests that were refused because a tenant had reached a limit",
          "Raise the limit in the limits file, or talk to the tenant",
          TENANT,
          LIMIT)),
  TENANTS(gauge("serving.tenants", "Tenants that have declared events", "-")),
  EVENTS(
      gauge(
          "serving.events",
          "Declared events",
          "Nodes that differ for more than a second: one does not read the topic" + " `control`")),
  LIMITS_STALE(
      gauge(
          "serving.limits.stale",
          "1 while the limits file cannot be used and its previous contents stay in force",
          "Correct the file; the log says what is wrong with it")),
  ACCESS_REFUSALS(
      counter(
          "serving.access.refusals",
          "Requests on the public listener without a valid secret, certificate or token",
          "[http.md](http.md#the-cdns-secret) explains the reasons",
          REASON)),
  ACCESS_UNUSABLE(
      gauge(
          "serving.access.unusable",
          "1 while a file that says who may read or administer cannot be used and its"
              + " previous contents stay in force",
          "Correct the file; alert on it",
          FILE)),
  ADMIN_REFUSALS(
      counter(
          "serving.admin.refusals",
          "Requests at the admin listener that were refused because of their credential,"
              + " by code",
          "Many of them: somebody guesses, or a script has an old credential",
          REASON)),
  AUDIT_LOST(
      counter(
          "serving.audit.lost",
          "Records of refused changes that Kafka did not take; they are in the log of the"
              + " node only",
          "Alert on any; the brokers were not available")),
  PURGE_REQUESTS(counter("serving.purge.requests", "Purges that were sent to CDN nodes", "-")),
  PURGE_FAILURES(
      counter(
          "serving.purge.failures",
          "Purges that a CDN node did not accept",
          "The log names the node; they are sent again")),
  PURGES_OPEN(
      gauge(
          "serving.purges.open",
          "Invalidations that at least one CDN node has not confirmed twice",
          "If it does not fall, a CDN node is down or refuses")),
  CMCD(
      counter(
          "serving.cmcd",
          "Client data of players (CTA-5004), by carrier and result",
          "-",
          CARRIER,
          RESULT)),
  CMCD_STARVED(
      counter(
          "serving.cmcd.starved",
          "Reports of players whose buffer ran dry",
          "Viewers stall: compare the instants with decisions and latency")),
  VIEWS(
      counter(
          "serving.views",
          "Lines of reports of players (`POST /cmcd`), if the node writes the topic `views`:"
              + " `written`, `unused` (nothing that the topic has a record for), `malformed`,"
              + " `no-session` (no `sid`), `no-event` (of no declared event), `session-rate`,"
              + " `event-rate`, `tenant-rate`, `node-rate` (over that limit), `sessions` (more"
              + " sessions than are kept), `busy` (the node is too slow), `lost` (Kafka did not"
              + " accept the record)",
          "`busy` or `lost`: the topic has gaps; media is not affected. `…-rate` or `sessions`:"
              + " the topic has a part of the viewers, see [topics.md](topics.md#views)",
          OUTCOME)),
  VIEW_KEYS(
      counter(
          "serving.views.keys.dropped",
          "Keys of these lines that had a value of another type, or out of range; the other keys"
              + " of the line count",
          "A player that does not follow CTA-5004-B")),
  CONNECTIONS(gauge("serving.connections", "Open connections, by listener", "-", LISTENER)),
  CONNECTIONS_REFUSED(
      counter(
          "serving.connections.refused",
          "Connections and requests that were refused because their client exceeded a" + " limit",
          "[security.md](security.md#hostile-clients) has the reasons and how to raise a"
              + " limit",
          LISTENER,
          REASON)),
  READERS_DROPPED(
      counter(
          "serving.readers.dropped",
          "Connections that were ended because the client read too slowly: below the"
              + " `rate`, or with more than its `share` of memory",
          "If they are the CDN's, the network between is too slow",
          REASON)),
  STREAMS(
      gauge(
          "serving.decision.streams",
          "Clients that follow the decisions of an event, such as open pages of the console",
          "At 64 further clients are refused, those of tenants at 48 of tenants: close consoles"
              + " that nobody watches")),
  STREAMS_CUT(
      counter(
          "serving.decision.streams.cut",
          "Streams of decisions that were ended because their client read too slowly; it comes"
              + " back and goes on",
          "If it grows steadily, the network to a console is too slow")),
  CLOCK_OFFSET(
      gauge(
              "clock.offset",
              "This machine's clock minus the brokers' time; NaN before the first measurement",
              "Repair NTP on this machine; over --clock-bound, the node is not ready")
          .in(SECONDS)),
  CLOCK_ERROR(
      gauge(
              "clock.error",
              "The largest possible error of clock_offset_seconds; NaN before the first"
                  + " measurement",
              "The way to the brokers is slow, or nothing was measured for minutes")
          .in(SECONDS)),
  CLOCK_IN_DOUBT(
      gauge(
          "clock.in.doubt",
          "1 while the clock must not be relied on; the node then decides nothing that"
              + " depends on the time",
          "The health check has the reason: an offset, no measurement, or brokers that"
              + " disagree")),
  CERTIFICATE(
      gauge(
              "tls.certificate.remaining",
              "Time until the certificate in force, or one of its chain, expires",
              "Renew the certificate; new files count without a restart",
              LISTENER)
          .in(SECONDS)),
  TLS_FILES_REFUSED(
      gauge(
          "tls.files.refused",
          "1 while the TLS files cannot be used and their previous contents stay in force",
          "Correct the files; the log says what is wrong with them",
          LISTENER));

  private final MetricFacts facts;

  ServingMetric(MetricFacts facts) {
    this.facts = facts;
  }

  @Override
  public MetricFacts facts() {
    return facts;
  }
}
