/** PUT and published-to-readable beside plain Kafka clients: {@code ./origin bench put}. */
package io.liveorigin.bench.publish;
