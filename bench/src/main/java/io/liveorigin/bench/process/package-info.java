/**
 * The origin in processes of its own, as {@code ./origin} starts it, and what it says of itself.
 */
package io.liveorigin.bench.process;
