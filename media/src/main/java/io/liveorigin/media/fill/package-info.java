/** Makes segments in place of those that no pipeline delivered. Pure functions of bytes. */
package io.liveorigin.media.fill;
