/** The processors of Kafka Streams: where records come in, ticks run, and decisions go out. */
package io.liveorigin.selector.topology;
