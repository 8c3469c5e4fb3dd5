/** Figures of two sides next to one another, bars, and the document that they are written to. */
package io.liveorigin.bench.report;
