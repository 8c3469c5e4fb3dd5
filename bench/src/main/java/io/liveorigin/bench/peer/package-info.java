/** What the origin is compared with, and wrk, which measures: nginx, Varnish, plain Kafka. */
package io.liveorigin.bench.peer;
