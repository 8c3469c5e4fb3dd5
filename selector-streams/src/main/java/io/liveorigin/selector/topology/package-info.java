/** The processors of Kafka Streams: they take records in, run ticks, and write decisions. */
package io.liveorigin.selector.topology;
