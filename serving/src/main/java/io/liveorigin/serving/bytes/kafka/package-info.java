/** Bytes that are no longer in memory, read back from Kafka by offset and verified. */
package io.liveorigin.serving.bytes.kafka;
