/** PUT and published-to-readable next to plain Kafka clients: {@code ./origin bench put}. */
package io.liveorigin.bench.publish;
