/**
 * Connections, with the requests that are read from them and the responses that are written to
 * them: the plain front, which reads most requests itself, the servlet front for all others, and
 * the one engine behind both.
 */
package io.liveorigin.serving.front;
