/** The servers that the origin is compared with (nginx, Varnish, plain Kafka), and wrk. */
package io.liveorigin.bench.peer;
