/** GET from memory beside nginx and Varnish, by wrk, each server on one core. */
package io.liveorigin.bench.get;
