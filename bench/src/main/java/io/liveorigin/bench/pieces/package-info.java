/** The inner pieces one by one, by JMH: what each takes and allocates. */
package io.liveorigin.bench.pieces;
