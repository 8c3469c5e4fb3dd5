/**
 * TLS of a listener, from PEM files that may change while it runs. Does not depend on an HTTP
 * server.
 */
package io.liveorigin.access.tls;
