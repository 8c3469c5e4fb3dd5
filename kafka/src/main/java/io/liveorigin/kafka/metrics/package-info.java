/** How meters are registered: only with an entry of the table in {@code contract.metric}. */
package io.liveorigin.kafka.metrics;
