/** Kafka Streams as a process part: settings, start positions, supervision, the index. */
package io.liveorigin.selector.run;
