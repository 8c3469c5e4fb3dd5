/** Benchmarks of the inner pieces one by one, with JMH: their times and allocations. */
package io.liveorigin.bench.pieces;
