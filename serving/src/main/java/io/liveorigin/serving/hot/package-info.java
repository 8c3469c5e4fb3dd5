/**
 * The fast way of what most requests ask for: a segment that is decided and whose bytes are in
 * memory. In front of the servlet; everything else goes on to it.
 */
package io.liveorigin.serving.hot;
