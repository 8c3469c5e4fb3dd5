/** TLS of a listener, from PEM files that may change while it runs. Knows no HTTP server. */
package io.liveorigin.access.tls;
