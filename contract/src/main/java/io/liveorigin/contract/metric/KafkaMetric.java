package io.liveorigin.contract.metric;

import static io.liveorigin.contract.metric.MetricFacts.BYTES;
import static io.liveorigin.contract.metric.MetricFacts.SECONDS;
import static io.liveorigin.contract.metric.MetricFacts.counter;
import static io.liveorigin.contract.metric.MetricFacts.gauge;
import static io.liveorigin.contract.metric.MetricLabel.CLIENT;

/** The few metrics of Kafka's clients and of Kafka Streams that tell an operator something. */
public enum KafkaMetric implements DocumentedMetric {
  PRODUCER_ERRORS(
      "producer-metrics",
      "record-error-total",
      counter(
          "kafka.producer.record.errors",
          "Records that the producer gave up",
          "The log has the errors; ingest repeats such an append itself",
          CLIENT)),
  PRODUCER_RETRIES(
      "producer-metrics",
      "record-retry-total",
      counter(
          "kafka.producer.record.retries",
          "Records that the producer sent again",
          "A broker restarts, is slow or has lost its leadership",
          CLIENT)),
  PRODUCER_LATENCY(
      "producer-metrics",
      "request-latency-avg",
      gauge(
              "kafka.producer.request.latency",
              "Average time of a request of the producer in the last 30 s",
              "Look at the brokers' disks, and at the network to them",
              CLIENT)
          .in(SECONDS)),
  PRODUCER_BUFFER(
      "producer-metrics",
      "buffer-available-bytes",
      gauge(
              "kafka.producer.buffer.available",
              "Free memory of the producer's buffer",
              "Near 0, uploads wait for Kafka: see ingest_ack_seconds",
              CLIENT)
          .in(BYTES)),
  CONSUMER_LAG(
      "consumer-fetch-manager-metrics",
      "records-lag-max",
      gauge(
          "kafka.consumer.records.lag",
          "Records that the consumer is behind, in its furthest partition",
          "If it grows, the node is too slow: more CPU, or more cells",
          CLIENT)),
  CONSUMER_FETCH_LATENCY(
      "consumer-fetch-manager-metrics",
      "fetch-latency-avg",
      gauge(
              "kafka.consumer.fetch.latency",
              "Average time of a fetch in the last 30 s; includes waiting for new records",
              "Compare the nodes: one that is slower has a slow way to the brokers",
              CLIENT)
          .in(SECONDS)),
  CONSUMER_LAST_POLL(
      "consumer-metrics",
      "last-poll-seconds-ago",
      gauge(
              "kafka.consumer.last.poll",
              "Time since the consumer's thread asked for records",
              "Above some seconds for a client of a stream thread, that thread is stuck",
              CLIENT)
          .in(SECONDS)),
  CONSUMER_REBALANCES(
      "consumer-coordinator-metrics",
      "rebalance-total",
      counter(
          "kafka.consumer.rebalances",
          "Rebalances of the consumer's group",
          "More than a few an hour: a node of the cell restarts, or misses its session",
          CLIENT)),
  STREAMS_ALIVE(
      "stream-metrics",
      "alive-stream-threads",
      gauge(
          "kafka.streams.alive.threads",
          "Stream threads that are alive",
          "Fewer than --threads: see origin_selector_restarts_total",
          CLIENT)),
  STREAMS_FAILED(
      "stream-metrics",
      "failed-stream-threads",
      gauge(
          "kafka.streams.failed.threads",
          "Stream threads that died since Kafka Streams was started",
          "The log has the cause of each",
          CLIENT));

  private final String group;
  private final String source;
  private final MetricFacts facts;

  KafkaMetric(String group, String source, MetricFacts facts) {
    this.group = group;
    this.source = source;
    this.facts = facts;
  }

  /** The group of the metric in Kafka. */
  public String group() {
    return group;
  }

  /** The name of the metric in Kafka. */
  public String source() {
    return source;
  }

  /** The factor from Kafka's unit to the base unit. */
  public double factor() {
    return facts.unit().equals(SECONDS) && source.endsWith("-avg") ? 0.001 : 1;
  }

  @Override
  public MetricFacts facts() {
    return facts;
  }
}
