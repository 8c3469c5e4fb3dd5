/** Proof of how far each partition has been consumed. */
package io.liveorigin.selector.evidence;
