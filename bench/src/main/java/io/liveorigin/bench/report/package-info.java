/** Figures of two sides beside one another, bars, and the document that they are written to. */
package io.liveorigin.bench.report;
