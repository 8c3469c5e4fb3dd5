/** The init segments of the pipeline, read back from Kafka so that a restart loses none. */
package io.liveorigin.ingest.inits;
