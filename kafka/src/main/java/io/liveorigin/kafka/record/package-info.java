/** Segments and init segments as Kafka records: key, headers and value. */
package io.liveorigin.kafka.record;
