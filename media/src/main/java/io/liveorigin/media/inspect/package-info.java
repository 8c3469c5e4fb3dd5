/**
 * From the bytes of an init or media segment to facts and defects, in one pass over the boxes and
 * without an exception, whatever the bytes.
 */
package io.liveorigin.media.inspect;
