/** Copies of a media segment at another decode time. */
package io.liveorigin.media.retime;
