/**
 * The one way to talk to Kafka: settings of every client, set-up of topics, the ACLs that a part
 * needs, what Kafka's errors say to an operator, following one partition, partitions of tracks, and
 * the measurement of the brokers' time.
 */
package io.liveorigin.kafka;
