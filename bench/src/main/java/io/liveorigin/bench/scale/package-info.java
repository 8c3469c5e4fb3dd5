/** Whether time and memory stay in proportion: to events, to the window, and over a restart. */
package io.liveorigin.bench.scale;
