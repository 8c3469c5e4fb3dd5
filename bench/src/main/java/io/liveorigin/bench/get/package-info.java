/** GET from memory next to nginx and Varnish, measured by wrk, with each server on one core. */
package io.liveorigin.bench.get;
