/** Segments and init segments as records of Kafka: key, headers and value. */
package io.liveorigin.kafka.record;
