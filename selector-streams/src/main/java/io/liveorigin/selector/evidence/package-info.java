/** Proof of how far each partition was consumed. */
package io.liveorigin.selector.evidence;
