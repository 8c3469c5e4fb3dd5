/** The init segments of the pipeline, read back from Kafka so that a restart forgets none. */
package io.liveorigin.ingest.inits;
