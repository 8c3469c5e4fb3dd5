/**
 * Reads facts and defects from the bytes of an init or media segment, in one pass over the boxes
 * and without an exception, whatever the bytes are.
 */
package io.liveorigin.media.inspect;
