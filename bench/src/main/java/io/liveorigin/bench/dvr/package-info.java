/** Reads of old segments, beside a plain consumer on the same broker. */
package io.liveorigin.bench.dvr;
