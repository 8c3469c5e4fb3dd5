/**
 * The fast way of what most requests ask for: a segment that is decided and whose bytes are in
 * memory. A connection looks at each request before Jetty's parser does; everything else goes on to
 * the servlet.
 */
package io.liveorigin.serving.hot;
