/**
 * Whether time and memory remain in proportion: by the number of events, by the window, and over a
 * restart.
 */
package io.liveorigin.bench.scale;
