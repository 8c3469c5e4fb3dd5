/** Reads of old segments, next to a plain consumer on the same broker. */
package io.liveorigin.bench.dvr;
