/** Delivery to Kafka, which is retried until it is acknowledged or the segment is gone. */
package io.liveorigin.ingest.store;
