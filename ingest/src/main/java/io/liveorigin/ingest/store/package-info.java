/** Delivery to Kafka: until it is acknowledged, or until the segment is gone. */
package io.liveorigin.ingest.store;
