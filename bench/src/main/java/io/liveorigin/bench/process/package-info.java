/**
 * The origin in processes of its own, as {@code ./origin} starts them, and what they report about
 * themselves.
 */
package io.liveorigin.bench.process;
